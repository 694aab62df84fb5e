"""Small widgets that know nothing of workouts: text, buttons, panels, choices."""
