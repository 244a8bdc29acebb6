using Plenum.Media.Forwarding;

namespace Plenum.Engine.Sfu.State;

/// <summary>What a receive slot is doing.</summary>
/// <param name="Slot">Which.</param>
/// <param name="Wanted">What it is to show; null for nothing, and for one that follows the speakers.</param>
/// <param name="Shown">What was forwarded to it last; null for nothing.</param>
/// <param name="PacketsForwarded">Media packets sent on it.</param>
/// <param name="PacketsRepeated">Packets sent again.</param>
public sealed record SfuSlotState(
    SfuSlot Slot, PublicationKey? Wanted, PublicationKey? Shown, long PacketsForwarded, long PacketsRepeated)
{
    /// <summary>The layer that the path has room for; null for none, and for sound.</summary>
    public Layer? Layer { get; init; }

    /// <summary>Key frames forwarded.</summary>
    public long KeyFrames { get; init; }

    /// <summary>Whether it is a sound that is left out because the path does not carry all of them.</summary>
    public bool IsLeftOut { get; init; }
}
