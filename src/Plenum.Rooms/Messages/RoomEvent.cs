namespace Plenum.Rooms;

/// <summary>What happened in a room, as a participant is told of it. Immutable, and shared by all recipients.</summary>
public abstract record RoomEvent
{
    /// <summary>A host let the recipient in from the waiting room. A <see cref="SessionRenewed"/> follows.</summary>
    /// <param name="Snapshot">The room, as of this event.</param>
    public sealed record Admitted(RoomSnapshot Snapshot) : RoomEvent;

    /// <summary>What the recipient's resume token has to hold has changed: mint a new one.</summary>
    /// <param name="Session">What it has to hold.</param>
    public sealed record SessionRenewed(SessionClaims Session) : RoomEvent;

    /// <summary>Somebody came.</summary>
    /// <param name="Participant">Who, with what is published already.</param>
    public sealed record ParticipantJoined(ParticipantState Participant) : RoomEvent;

    /// <summary>Somebody's name, role, grants, metadata, hand or connection changed; never the publications.</summary>
    /// <param name="Participant">Who, as of now.</param>
    public sealed record ParticipantUpdated(ParticipantState Participant) : RoomEvent;

    /// <summary>Somebody is gone, with everything published. The edges were removed before.</summary>
    /// <param name="Participant">Who.</param>
    /// <param name="Reason">Why.</param>
    public sealed record ParticipantLeft(ParticipantId Participant, LeaveReason Reason) : RoomEvent;

    /// <summary>Somebody publishes a track. Edges follow.</summary>
    /// <param name="Publication">The track.</param>
    public sealed record Published(Publication Publication) : RoomEvent;

    /// <summary>A track was muted, unmuted or resized. The publisher is told too: a host may have done it.</summary>
    /// <param name="Publication">The track as of now.</param>
    /// <param name="By">The host who did it, if it was not the publisher.</param>
    public sealed record PublicationUpdated(Publication Publication, ParticipantId? By) : RoomEvent;

    /// <summary>A track was taken back. Its edges were removed before.</summary>
    /// <param name="Publication">Which.</param>
    public sealed record Unpublished(PublicationId Publication) : RoomEvent;

    /// <summary>The part of the plan that concerns the recipient changed.</summary>
    /// <param name="Added">Edges to bring up, as publisher or as subscriber.</param>
    /// <param name="Removed">Edges to retire.</param>
    public sealed record PlanChanged(IReadOnlyList<Edge> Added, IReadOnlyList<EdgeId> Removed) : RoomEvent;

    /// <summary>The other end of a direct edge sent negotiation data.</summary>
    /// <param name="From">Who.</param>
    /// <param name="Payload">The data.</param>
    public sealed record Signaled(ParticipantId From, SignalPayload Payload) : RoomEvent;

    /// <summary>Somebody said something in the chat.</summary>
    /// <param name="Entry">What was said.</param>
    public sealed record ChatReceived(ChatEntry Entry) : RoomEvent;

    /// <summary>Somebody shows an emoji.</summary>
    /// <param name="Participant">Who.</param>
    /// <param name="Emoji">The emoji.</param>
    public sealed record Reacted(ParticipantId Participant, string Emoji) : RoomEvent;

    /// <summary>A host asks the recipient to unmute.</summary>
    /// <param name="By">The host.</param>
    /// <param name="Source">What to unmute.</param>
    public sealed record UnmuteRequested(ParticipantId By, TrackSource Source) : RoomEvent;

    /// <summary>The room's settings changed.</summary>
    /// <param name="Room">The settings as of now.</param>
    public sealed record RoomUpdated(RoomState Room) : RoomEvent;

    /// <summary>To those who moderate: who waits has changed.</summary>
    /// <param name="Waiting">Everybody who waits, longest first.</param>
    public sealed record WaitingChanged(IReadOnlyList<WaitingState> Waiting) : RoomEvent;
}
