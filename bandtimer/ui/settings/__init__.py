"""The settings: a page of small sections, made from the rules that the settings carry."""
