// room begun
