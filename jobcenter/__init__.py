"""The whole: the command, the embedded runner, the scenario player, the simulator."""
