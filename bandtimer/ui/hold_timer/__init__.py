"""The hold timer: times a bridge, or any hold, without a routine."""
