namespace Plenum.Rooms;

/// <summary>Refusals that more than one part of the room gives.</summary>
internal static class Refusal
{
    public static RoomError? Unless(Participant actor, Grants grant) =>
        actor.May(grant) ? null : new(RoomErrorCode.Forbidden, $"This takes the grant {grant}, which you do not have.");

    public static RoomError NoParticipant(ParticipantId id) =>
        new(RoomErrorCode.ParticipantNotFound, $"There is no participant {id} in the room.");

    public static RoomError NobodyWaits(ParticipantId id) =>
        new(RoomErrorCode.ParticipantNotFound, $"Nobody of the id {id} waits.");

    public static RoomError NoPublication(PublicationId id) =>
        new(RoomErrorCode.PublicationNotFound, $"There is no publication {id}.");

    public static RoomError Invalid(string message) => new(RoomErrorCode.InvalidArgument, message);

    public static RoomError NotNow(string message) => new(RoomErrorCode.InvalidState, message);
}
