using System.Text.Json.Serialization;

namespace Plenum.Protocol;

/// <summary>
/// A message that the server answers with exactly one reply whose <c>re</c> is this <see cref="Id"/>: a
/// <see cref="ServerMessage.Welcome"/> or <see cref="ServerMessage.Waiting"/> for <see cref="Join"/>, one of these or
/// <see cref="ServerMessage.Resumed"/> for <see cref="Resume"/>, <see cref="ServerMessage.IceServers"/> for
/// <see cref="RefreshIceServers"/>, <see cref="ServerMessage.Negotiated"/> for <see cref="Negotiate"/>,
/// <see cref="ServerMessage.Ok"/> for the rest, or <see cref="ServerMessage.Error"/>.
/// </summary>
public abstract record Request : ClientMessage
{
    /// <summary>Chosen by the client, 1 to 2^53 - 1, larger than every id sent before on this socket.</summary>
    public required long Id { get; init; }

    /// <summary>Enters a room. The first request on a socket is this or <see cref="Resume"/>.</summary>
    public sealed record Join : Request
    {
        /// <summary>The room's name: 1 to 64 of <c>A-Z a-z 0-9 _ -</c>. A token's room must be the same.</summary>
        public required string Room { get; init; }

        /// <summary>A join token (HS256 JWT). May be left out where the server opens rooms to anybody.</summary>
        public string? Token { get; init; }

        /// <summary>The name to show; a token's name wins. Limit: <c>MaxNameLength</c>, default 64 characters.</summary>
        public string? Name { get; init; }

        /// <summary>Opaque application data of the participant. Limit: <c>MaxMetadataLength</c>, default 4096.</summary>
        public string? Metadata { get; init; }

        /// <summary>Tracks to publish at once, so that a join needs one round trip.</summary>
        public IReadOnlyList<PublicationSpec>? Publications { get; init; }

        /// <summary>
        /// A connection to the server's SFU, so that media needs no round trip of its own. The answer is in the
        /// <see cref="ServerMessage.Welcome"/>; where it is missing, the plan does not need the connection yet, or the offer
        /// cannot be answered (<see cref="Negotiate"/> tells why).
        /// </summary>
        public MediaOffer? Offer { get; init; }

        /// <summary>Which ways this client can take; <see cref="Protocol.Reach.Any"/> if left out.</summary>
        public Reach? Reach { get; init; }
    }

    /// <summary>
    /// Takes up a session again on a new socket. If the server still holds it, missed events are replayed or a snapshot
    /// is sent; if the server was restarted, the participant is let in again under its old id and role.
    /// </summary>
    public sealed record Resume : Request
    {
        /// <summary>The newest <c>resumeToken</c> that this client was given. Opaque.</summary>
        public required string Token { get; init; }

        /// <summary>The <c>seq</c> of the last event this client has handled.</summary>
        public required long LastSeq { get; init; }

        /// <summary>What the client publishes now; used when the server no longer knows.</summary>
        public IReadOnlyList<PublicationSpec>? Publications { get; init; }

        /// <summary>
        /// A connection to the SFU, new or (by its <see cref="MediaOffer.Connection"/>) the present one with ICE
        /// restarted. Left out: the connection, if there is one, stays as it is.
        /// </summary>
        public MediaOffer? Offer { get; init; }
    }

    /// <summary>Leaves for good, at once and without grace. The server closes the socket after its reply.</summary>
    public sealed record Leave : Request;

    /// <summary>Announces a track. Its publication id is <c>{participant}.{cid}</c>.</summary>
    public sealed record Publish : Request
    {
        /// <summary>The track.</summary>
        public required PublicationSpec Publication { get; init; }
    }

    /// <summary>Changes a publication's state without renegotiation.</summary>
    public sealed record UpdatePublication : Request
    {
        /// <summary>The client's id of the track.</summary>
        public required string Cid { get; init; }

        /// <summary>Whether the track sends silence or black on purpose. Left out: as before.</summary>
        public bool? Muted { get; init; }

        /// <summary>Pixels of the captured picture. Left out: as before.</summary>
        public int? Width { get; init; }

        /// <summary>Pixels of the captured picture. Left out: as before.</summary>
        public int? Height { get; init; }
    }

    /// <summary>Takes a track back.</summary>
    public sealed record Unpublish : Request
    {
        /// <summary>The client's id of the track.</summary>
        public required string Cid { get; init; }
    }

    /// <summary>
    /// Passes negotiation data to the other end of a direct edge. The server does not read it; it checks that the plan
    /// has a direct edge between the two.
    /// </summary>
    public sealed record Signal : Request
    {
        /// <summary>The participant at the other end.</summary>
        public required string To { get; init; }

        /// <summary>The data.</summary>
        public required SignalData Data { get; init; }
    }

    /// <summary>
    /// Connects to the SFU, or negotiates that connection anew: after a plan change, for further tracks or slots, to
    /// restart ICE. The client always offers and the server always answers, so offers cannot collide.
    /// </summary>
    public sealed record Negotiate : Request
    {
        /// <summary>The offer.</summary>
        public required MediaOffer Offer { get; init; }
    }

    /// <summary>
    /// How large forwarded publications are shown, so that the SFU sends what fits and nothing to hidden tiles. The
    /// whole state each time: what is left out is shown as large as it comes.
    /// </summary>
    public sealed record Viewports : Request
    {
        /// <summary>The tiles; at most 256, each publication once.</summary>
        [JsonPropertyName("viewports")]
        public required IReadOnlyList<Viewport> Tiles { get; init; }
    }

    /// <summary>
    /// The subscriber tells what has become of an edge. Before a publication moves to another way, both edges are in the
    /// plan; the old one is removed when the new one is reported to be up. Unknown and outdated edges are ignored.
    /// </summary>
    public sealed record EdgeState : Request
    {
        /// <summary>The edge's id.</summary>
        public required string Edge { get; init; }

        /// <summary>What has become of it.</summary>
        public required EdgeCondition State { get; init; }
    }

    /// <summary>Tells what this client measures of itself in a mesh. The latest counts.</summary>
    public sealed record Strain : Request
    {
        /// <summary>The uplink does not carry what it has to send to each of the others.</summary>
        public required bool Uplink { get; init; }

        /// <summary>The processor does not keep up with encoding for each of the others.</summary>
        public required bool Cpu { get; init; }
    }

    /// <summary>Says something to everybody in the room.</summary>
    public sealed record Chat : Request
    {
        /// <summary>Limit: <c>MaxChatLength</c>, default 4000 characters; not only white space.</summary>
        public required string Text { get; init; }
    }

    /// <summary>Raises or lowers one's own hand.</summary>
    public sealed record RaiseHand : Request
    {
        /// <summary>True to raise.</summary>
        public required bool Raised { get; init; }
    }

    /// <summary>Shows an emoji to everybody for a moment.</summary>
    public sealed record React : Request
    {
        /// <summary>1 to 16 UTF-16 code units.</summary>
        public required string Emoji { get; init; }
    }

    /// <summary>Changes one's own name (not with a token that names the participant).</summary>
    public sealed record Rename : Request
    {
        /// <summary>The new name.</summary>
        public required string Name { get; init; }
    }

    /// <summary>Replaces one's own metadata.</summary>
    public sealed record SetMetadata : Request
    {
        /// <summary>Opaque application data.</summary>
        public required string Metadata { get; init; }
    }

    /// <summary>Asks for fresh STUN/TURN servers, before time-limited credentials run out.</summary>
    public sealed record RefreshIceServers : Request;

    /// <summary>Host: mutes somebody's track. Its publisher may unmute it again.</summary>
    public sealed record MuteTrack : Request
    {
        /// <summary>The publication's id.</summary>
        public required string Publication { get; init; }
    }

    /// <summary>Host: asks somebody to unmute; nothing is switched on without their consent.</summary>
    public sealed record AskToUnmute : Request
    {
        /// <summary>Whom to ask.</summary>
        public required string Participant { get; init; }

        /// <summary>What to unmute.</summary>
        public required TrackSource Source { get; init; }
    }

    /// <summary>Host: lowers somebody's hand.</summary>
    public sealed record LowerHand : Request
    {
        /// <summary>Whose hand.</summary>
        public required string Participant { get; init; }
    }

    /// <summary>Host: puts somebody out. The same identity is kept out until the room ends if <see cref="Ban"/>.</summary>
    public sealed record Remove : Request
    {
        /// <summary>Whom.</summary>
        public required string Participant { get; init; }

        /// <summary>Whether the identity may not come back.</summary>
        public bool Ban { get; init; }
    }

    /// <summary>Host: gives a participant another role.</summary>
    public sealed record SetRole : Request
    {
        /// <summary>Whom.</summary>
        public required string Participant { get; init; }

        /// <summary>The role.</summary>
        public required ParticipantRole Role { get; init; }
    }

    /// <summary>Host: makes somebody else host and becomes a member.</summary>
    public sealed record HandOver : Request
    {
        /// <summary>The new host.</summary>
        public required string Participant { get; init; }
    }

    /// <summary>Host: closes the door to newcomers, or opens it.</summary>
    public sealed record Lock : Request
    {
        /// <summary>True to close.</summary>
        public required bool Locked { get; init; }
    }

    /// <summary>Host: switches the waiting room. Switching it off lets everybody in who waits.</summary>
    public sealed record SetWaitingRoom : Request
    {
        /// <summary>True: newcomers wait until a host admits them.</summary>
        public required bool Enabled { get; init; }
    }

    /// <summary>Host: lets somebody in who waits.</summary>
    public sealed record Admit : Request
    {
        /// <summary>Whom.</summary>
        public required string Participant { get; init; }
    }

    /// <summary>Host: turns somebody away who waits.</summary>
    public sealed record Deny : Request
    {
        /// <summary>Whom.</summary>
        public required string Participant { get; init; }
    }

    /// <summary>Host: replaces the room's metadata.</summary>
    public sealed record SetRoomMetadata : Request
    {
        /// <summary>Opaque application data.</summary>
        public required string Metadata { get; init; }
    }

    /// <summary>Host: sets on which ways media flows in this room. The call moves without a gap.</summary>
    public sealed record SetTopology : Request
    {
        /// <summary>The ways.</summary>
        public required Topology Topology { get; init; }
    }

    /// <summary>Host: ends the call for everybody.</summary>
    public sealed record EndRoom : Request;
}
