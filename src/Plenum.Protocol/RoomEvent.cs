using System.Text.Json.Serialization;

namespace Plenum.Protocol;

/// <summary>What happened in a room, as a participant is told of it, told by <c>type</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Admitted), "admitted")]
[JsonDerivedType(typeof(SessionRenewed), "sessionRenewed")]
[JsonDerivedType(typeof(ParticipantJoined), "participantJoined")]
[JsonDerivedType(typeof(ParticipantUpdated), "participantUpdated")]
[JsonDerivedType(typeof(ParticipantLeft), "participantLeft")]
[JsonDerivedType(typeof(Published), "published")]
[JsonDerivedType(typeof(PublicationUpdated), "publicationUpdated")]
[JsonDerivedType(typeof(Unpublished), "unpublished")]
[JsonDerivedType(typeof(PlanChanged), "planChanged")]
[JsonDerivedType(typeof(Signaled), "signaled")]
[JsonDerivedType(typeof(ChatReceived), "chatReceived")]
[JsonDerivedType(typeof(Reacted), "reacted")]
[JsonDerivedType(typeof(UnmuteRequested), "unmuteRequested")]
[JsonDerivedType(typeof(RoomUpdated), "roomUpdated")]
[JsonDerivedType(typeof(WaitingChanged), "waitingChanged")]
public abstract record RoomEvent
{
    /// <summary>A host let you in from the waiting room.</summary>
    public sealed record Admitted : RoomEvent
    {
        /// <summary>The room.</summary>
        public required RoomSnapshot Snapshot { get; init; }
    }

    /// <summary>Your role or name changed: keep this token for the next resume.</summary>
    public sealed record SessionRenewed : RoomEvent
    {
        /// <summary>Replaces every earlier resume token.</summary>
        public required string ResumeToken { get; init; }
    }

    /// <summary>Somebody came.</summary>
    public sealed record ParticipantJoined : RoomEvent
    {
        /// <summary>Who, with what is published already.</summary>
        public required ParticipantInfo Participant { get; init; }
    }

    /// <summary>
    /// Somebody's name, role, grants, metadata, hand or connection changed. Publications have events of their own;
    /// those listed here are the same as before.
    /// </summary>
    public sealed record ParticipantUpdated : RoomEvent
    {
        /// <summary>Who, as of now.</summary>
        public required ParticipantInfo Participant { get; init; }
    }

    /// <summary>Somebody is gone, with everything published.</summary>
    public sealed record ParticipantLeft : RoomEvent
    {
        /// <summary>Who.</summary>
        public required string Participant { get; init; }

        /// <summary>Why.</summary>
        public required LeaveReason Reason { get; init; }
    }

    /// <summary>Somebody publishes a track.</summary>
    public sealed record Published : RoomEvent
    {
        /// <summary>Who.</summary>
        public required string Participant { get; init; }

        /// <summary>The track.</summary>
        public required PublicationInfo Publication { get; init; }
    }

    /// <summary>A track was muted, unmuted or resized. The publisher is told too: a host may have done it.</summary>
    public sealed record PublicationUpdated : RoomEvent
    {
        /// <summary>The publisher.</summary>
        public required string Participant { get; init; }

        /// <summary>The track as of now.</summary>
        public required PublicationInfo Publication { get; init; }

        /// <summary>The host who did it, if it was not the publisher.</summary>
        public string? By { get; init; }
    }

    /// <summary>A track was taken back.</summary>
    public sealed record Unpublished : RoomEvent
    {
        /// <summary>The publisher.</summary>
        public required string Participant { get; init; }

        /// <summary>The publication's id.</summary>
        public required string Publication { get; init; }
    }

    /// <summary>The part of the plan that concerns you changed: bring up what is added, retire what is removed.</summary>
    public sealed record PlanChanged : RoomEvent
    {
        /// <summary>Edges to bring up, as publisher or as subscriber.</summary>
        public required IReadOnlyList<EdgeInfo> Added { get; init; }

        /// <summary>Ids of edges to retire.</summary>
        public required IReadOnlyList<string> Removed { get; init; }
    }

    /// <summary>The other end of a direct edge sent you negotiation data.</summary>
    public sealed record Signaled : RoomEvent
    {
        /// <summary>Who.</summary>
        public required string From { get; init; }

        /// <summary>The data.</summary>
        public required SignalData Data { get; init; }
    }

    /// <summary>Somebody said something in the chat.</summary>
    public sealed record ChatReceived : RoomEvent
    {
        /// <summary>What was said.</summary>
        public required ChatMessage Message { get; init; }
    }

    /// <summary>Somebody shows an emoji.</summary>
    public sealed record Reacted : RoomEvent
    {
        /// <summary>Who.</summary>
        public required string Participant { get; init; }

        /// <summary>The emoji.</summary>
        public required string Emoji { get; init; }
    }

    /// <summary>A host asks you to unmute.</summary>
    public sealed record UnmuteRequested : RoomEvent
    {
        /// <summary>The host.</summary>
        public required string By { get; init; }

        /// <summary>What to unmute.</summary>
        public required TrackSource Source { get; init; }
    }

    /// <summary>The room's settings changed.</summary>
    public sealed record RoomUpdated : RoomEvent
    {
        /// <summary>The settings as of now.</summary>
        public required RoomInfo Room { get; init; }
    }

    /// <summary>To hosts: who waits has changed.</summary>
    public sealed record WaitingChanged : RoomEvent
    {
        /// <summary>Everybody who waits, longest first.</summary>
        public required IReadOnlyList<WaitingInfo> Waiting { get; init; }
    }
}
