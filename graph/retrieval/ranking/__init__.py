"""What a search makes of the candidates that an engine gathered."""
