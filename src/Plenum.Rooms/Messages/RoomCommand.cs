namespace Plenum.Rooms;

/// <summary>What somebody wants of a room.</summary>
/// <param name="Actor">Who wants it. The caller has made sure that it is them.</param>
public abstract record RoomCommand(ParticipantId Actor)
{
    /// <summary>A command that takes <see cref="Rooms.Grants.Moderate"/>.</summary>
    /// <param name="Actor">The host.</param>
    public abstract record HostAction(ParticipantId Actor) : RoomCommand(Actor);

    /// <summary>Comes in, or into the waiting room.</summary>
    /// <param name="Actor">A new id, chosen by the caller.</param>
    /// <param name="Connection">The connection.</param>
    public sealed record Join(ParticipantId Actor, ConnectionId Connection) : RoomCommand(Actor)
    {
        /// <summary>Who it is to the application; <see cref="Rooms.Identity.Of"/> if it was not said.</summary>
        public required Identity Identity { get; init; }

        /// <summary>The name to show.</summary>
        public required string Name { get; init; }

        /// <summary>Whether a token gave the name, so that the participant may not change it.</summary>
        public bool NameFixed { get; init; }

        /// <summary>The role a token gave; null: the first to come runs the call, the others take part.</summary>
        public Role? Role { get; init; }

        /// <summary>What a token allows; null: what the role brings.</summary>
        public Grants? Grants { get; init; }

        /// <summary>Opaque application data.</summary>
        public string Metadata { get; init; } = "";

        /// <summary>Tracks to publish at once. Those that the participant may not publish are left out.</summary>
        public IReadOnlyList<TrackSpec> Publications { get; init; } = [];

        /// <summary>Which ways the client can take.</summary>
        public Reach Reach { get; init; }

        /// <summary>Whether publications of others go to it; a mere encoder wants none.</summary>
        public bool Subscribes { get; init; } = true;

        /// <summary>Whose publications, if any.</summary>
        public PublisherFilter Watches { get; init; } = PublisherFilter.Everybody;

        /// <summary>
        /// Whether it only watches, as one of many: it has no place among those of <see cref="RoomSettings.Capacity"/> but
        /// one of <see cref="RoomSettings.MaxAudience"/>, and what it publishes is left out.
        /// </summary>
        public bool Audience { get; init; }

        /// <summary>
        /// Whether the SFU has too much to do to take anybody new: who would need it is refused. Where media goes from peer
        /// to peer that does not matter.
        /// </summary>
        public bool IsServerFull { get; init; }

        /// <summary>Whether it is told of what happens in the room; an HTTP session has no way to hear of it.</summary>
        public bool Listens { get; init; } = true;
    }

    /// <summary>
    /// Comes in again after the server lost its memory, past lock and waiting room. The caller has verified that the
    /// claims are its own and stem from an earlier run of the server.
    /// </summary>
    /// <param name="Claims">What the resume token held.</param>
    /// <param name="Connection">The connection.</param>
    public sealed record Restore(SessionClaims Claims, ConnectionId Connection) : RoomCommand(Claims.Participant)
    {
        /// <summary>What the client publishes now. Tracks that it may not publish are left out.</summary>
        public IReadOnlyList<TrackSpec> Publications { get; init; } = [];
    }

    /// <summary>Takes the session up on a new connection; an older one is closed.</summary>
    /// <param name="Actor">Whose session.</param>
    /// <param name="Connection">The connection.</param>
    /// <param name="LastSeq">The number of the last event that was handled.</param>
    public sealed record Resume(ParticipantId Actor, ConnectionId Connection, long LastSeq) : RoomCommand(Actor);

    /// <summary>The connection is gone: the grace begins. Without effect if it is not the present one.</summary>
    /// <param name="Actor">Whose.</param>
    /// <param name="Connection">Which.</param>
    public sealed record Detach(ParticipantId Actor, ConnectionId Connection) : RoomCommand(Actor);

    /// <summary>Leaves for good.</summary>
    /// <param name="Actor">Who.</param>
    public sealed record Leave(ParticipantId Actor) : RoomCommand(Actor);

    /// <summary>Publishes a track.</summary>
    /// <param name="Actor">Who.</param>
    /// <param name="Track">The track.</param>
    public sealed record Publish(ParticipantId Actor, TrackSpec Track) : RoomCommand(Actor);

    /// <summary>Changes a track's state. What is null stays as it is.</summary>
    /// <param name="Actor">The publisher.</param>
    /// <param name="Cid">Which track.</param>
    /// <param name="Muted">Whether it sends silence or black on purpose.</param>
    /// <param name="Width">Pixels, 1 to 16384.</param>
    /// <param name="Height">Pixels, 1 to 16384.</param>
    public sealed record UpdatePublication(ParticipantId Actor, Cid Cid, bool? Muted, int? Width, int? Height)
        : RoomCommand(Actor);

    /// <summary>Takes a track back.</summary>
    /// <param name="Actor">The publisher.</param>
    /// <param name="Cid">Which track.</param>
    public sealed record Unpublish(ParticipantId Actor, Cid Cid) : RoomCommand(Actor);

    /// <summary>Passes negotiation data to the other end of a direct edge.</summary>
    /// <param name="Actor">Who.</param>
    /// <param name="To">To whom.</param>
    /// <param name="Payload">The data.</param>
    public sealed record Signal(ParticipantId Actor, ParticipantId To, SignalPayload Payload) : RoomCommand(Actor);

    /// <summary>Tells what has become of an edge to oneself. What is outdated, unknown or another's is ignored.</summary>
    /// <param name="Actor">The subscriber.</param>
    /// <param name="Edge">The edge.</param>
    /// <param name="Condition">What has become of it.</param>
    public sealed record ReportEdge(ParticipantId Actor, EdgeId Edge, EdgeCondition Condition) : RoomCommand(Actor);

    /// <summary>Tells whether one's own client carries the mesh. The latest counts.</summary>
    /// <param name="Actor">Who.</param>
    /// <param name="Strained">Whether its uplink or its processor does not.</param>
    public sealed record ReportStrain(ParticipantId Actor, bool Strained) : RoomCommand(Actor);

    /// <summary>Says something to everybody.</summary>
    /// <param name="Actor">Who.</param>
    /// <param name="Text">What; not only white space.</param>
    public sealed record Chat(ParticipantId Actor, string Text) : RoomCommand(Actor);

    /// <summary>Raises or lowers one's own hand.</summary>
    /// <param name="Actor">Who.</param>
    /// <param name="Raised">True to raise.</param>
    public sealed record RaiseHand(ParticipantId Actor, bool Raised) : RoomCommand(Actor);

    /// <summary>Shows an emoji to everybody, the sender included.</summary>
    /// <param name="Actor">Who.</param>
    /// <param name="Emoji">1 to 16 UTF-16 code units.</param>
    public sealed record React(ParticipantId Actor, string Emoji) : RoomCommand(Actor);

    /// <summary>Changes one's own name.</summary>
    /// <param name="Actor">Who.</param>
    /// <param name="Name">The new name.</param>
    public sealed record Rename(ParticipantId Actor, string Name) : RoomCommand(Actor);

    /// <summary>Replaces one's own metadata.</summary>
    /// <param name="Actor">Who.</param>
    /// <param name="Metadata">Opaque application data.</param>
    public sealed record SetMetadata(ParticipantId Actor, string Metadata) : RoomCommand(Actor);

    /// <summary>Host: mutes somebody's track. Its publisher may unmute it again.</summary>
    /// <param name="Actor">The host.</param>
    /// <param name="Publication">The track.</param>
    public sealed record MuteTrack(ParticipantId Actor, PublicationId Publication) : HostAction(Actor);

    /// <summary>Host: asks somebody to unmute; nothing is switched on without their consent.</summary>
    /// <param name="Actor">The host.</param>
    /// <param name="Target">Whom.</param>
    /// <param name="Source">What to unmute.</param>
    public sealed record AskToUnmute(ParticipantId Actor, ParticipantId Target, TrackSource Source) : HostAction(Actor);

    /// <summary>Host: lowers somebody's hand.</summary>
    /// <param name="Actor">The host.</param>
    /// <param name="Target">Whose.</param>
    public sealed record LowerHand(ParticipantId Actor, ParticipantId Target) : HostAction(Actor);

    /// <summary>Host: puts somebody out.</summary>
    /// <param name="Actor">The host.</param>
    /// <param name="Target">Whom.</param>
    /// <param name="Ban">Whether the identity may not come back until the room ends.</param>
    public sealed record Remove(ParticipantId Actor, ParticipantId Target, bool Ban) : HostAction(Actor);

    /// <summary>Host: gives a participant another role, and the grants that come with it.</summary>
    /// <param name="Actor">The host.</param>
    /// <param name="Target">Whom.</param>
    /// <param name="Role">The role.</param>
    public sealed record SetRole(ParticipantId Actor, ParticipantId Target, Role Role) : HostAction(Actor);

    /// <summary>Host: makes somebody else host and becomes a member.</summary>
    /// <param name="Actor">The host.</param>
    /// <param name="Target">The new host.</param>
    public sealed record HandOver(ParticipantId Actor, ParticipantId Target) : HostAction(Actor);

    /// <summary>Host: closes the door to newcomers, or opens it.</summary>
    /// <param name="Actor">The host.</param>
    /// <param name="Locked">True to close.</param>
    public sealed record Lock(ParticipantId Actor, bool Locked) : HostAction(Actor);

    /// <summary>Host: switches the waiting room. Switching it off lets everybody in who waits.</summary>
    /// <param name="Actor">The host.</param>
    /// <param name="Enabled">True: newcomers wait until a host admits them.</param>
    public sealed record SetWaitingRoom(ParticipantId Actor, bool Enabled) : HostAction(Actor);

    /// <summary>Host: lets somebody in who waits.</summary>
    /// <param name="Actor">The host.</param>
    /// <param name="Target">Whom.</param>
    public sealed record Admit(ParticipantId Actor, ParticipantId Target) : HostAction(Actor);

    /// <summary>Host: turns somebody away who waits.</summary>
    /// <param name="Actor">The host.</param>
    /// <param name="Target">Whom.</param>
    public sealed record Deny(ParticipantId Actor, ParticipantId Target) : HostAction(Actor);

    /// <summary>Host: replaces the room's metadata.</summary>
    /// <param name="Actor">The host.</param>
    /// <param name="Metadata">Opaque application data.</param>
    public sealed record SetRoomMetadata(ParticipantId Actor, string Metadata) : HostAction(Actor);

    /// <summary>Host: sets on which ways media flows.</summary>
    /// <param name="Actor">The host.</param>
    /// <param name="Mode">What decides.</param>
    public sealed record SetTopology(ParticipantId Actor, TopologyMode Mode) : HostAction(Actor);

    /// <summary>Host: ends the call for everybody.</summary>
    /// <param name="Actor">The host.</param>
    public sealed record EndRoom(ParticipantId Actor) : HostAction(Actor);
}
