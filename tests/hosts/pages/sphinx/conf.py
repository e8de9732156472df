project = "Where we are"
html_extra_path = ["extra"]
