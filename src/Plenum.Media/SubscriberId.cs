namespace Plenum.Media;

/// <summary>A receiver of a room, as the control plane numbers it.</summary>
/// <param name="Value">The number; unique in its room.</param>
public readonly record struct SubscriberId(int Value);
