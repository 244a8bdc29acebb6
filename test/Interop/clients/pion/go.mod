module pion-client
