namespace Plenum.AspNetCore.Endpoints.Debug;

/// <summary>A connection to the SFU.</summary>
/// <param name="Connection">Its name.</param>
/// <param name="Participant">Whose.</param>
/// <param name="Shard">The shard that it is on.</param>
/// <param name="State">How it stands.</param>
/// <param name="RoundTripMs">Smoothed; null before it was measured.</param>
/// <param name="BudgetBitsPerSecond">What may be sent to it.</param>
/// <param name="BudgetProven">Whether its path has shown that it carries no more.</param>
/// <param name="WaitingBits">What waits to be sent at its pace.</param>
/// <param name="Slots">What it is sent.</param>
internal sealed record DebugPeer(
    string Connection,
    string Participant,
    string Shard,
    string State,
    double? RoundTripMs,
    long BudgetBitsPerSecond,
    bool BudgetProven,
    long WaitingBits,
    IReadOnlyList<DebugSlot> Slots);
