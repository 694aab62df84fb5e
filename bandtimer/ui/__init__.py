"""The window: pages made of small widgets, fed by view models, painted in one look.

No style sheet: parsing one costs a third of the start-up time, and custom painting scales with
the window for free. Colours are tokens in `resources/themes`, sizes go through `Look`.
"""
