namespace Plenum.Rooms;

/// <summary>Somebody in the waiting room, as hosts may know.</summary>
/// <param name="Id">The id.</param>
/// <param name="Identity">Who it is to the application.</param>
/// <param name="Name">The name to show.</param>
/// <param name="Since">Since when.</param>
public sealed record WaitingState(ParticipantId Id, Identity Identity, string Name, DateTimeOffset Since);
