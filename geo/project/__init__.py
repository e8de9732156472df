"""Project: a folder with a layer, tables, settings and a data package."""

from geo.project.languages import languages_of
from geo.project.project import Project, find_layer, find_text_layer, is_input, open_project

__all__ = ["Project", "find_layer", "find_text_layer", "is_input", "languages_of", "open_project"]
