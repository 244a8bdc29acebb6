namespace Plenum.Media;

/// <summary>How much a room takes from those in it.</summary>
/// <param name="Publications">The most publications.</param>
/// <param name="Slots">The most slots of one subscriber.</param>
public sealed record MediaRoomLimits(int Publications = 4096, int Slots = 256);
