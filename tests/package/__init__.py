"""The package as it is handed out: built, installed in clean environments and run."""
