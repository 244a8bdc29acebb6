using System.Text.Json.Serialization;

namespace Plenum.Protocol;

/// <summary>What the server sends over the signalling socket: one JSON object per text frame, told by <c>type</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Ping), "ping")]
[JsonDerivedType(typeof(Welcome), "welcome")]
[JsonDerivedType(typeof(Waiting), "waiting")]
[JsonDerivedType(typeof(Resumed), "resumed")]
[JsonDerivedType(typeof(IceServers), "iceServers")]
[JsonDerivedType(typeof(Negotiated), "negotiated")]
[JsonDerivedType(typeof(Ok), "ok")]
[JsonDerivedType(typeof(Error), "error")]
[JsonDerivedType(typeof(Event), "event")]
[JsonDerivedType(typeof(Slots), "slots")]
[JsonDerivedType(typeof(LayersWanted), "layersWanted")]
[JsonDerivedType(typeof(CodecWanted), "codecWanted")]
[JsonDerivedType(typeof(Load), "load")]
[JsonDerivedType(typeof(Speaker), "speaker")]
[JsonDerivedType(typeof(ConnectionLost), "connectionLost")]
public abstract record ServerMessage
{
    /// <summary>Asks for a sign of life; answered by <see cref="Pong"/>. Sent every <c>heartbeatMs</c>.</summary>
    public sealed record Ping : ServerMessage;

    /// <summary>You are in the room: the whole of it as of event <see cref="Seq"/>.</summary>
    public sealed record Welcome : ServerMessage
    {
        /// <summary>The id of the request.</summary>
        public required long Re { get; init; }

        /// <summary>Your participant id.</summary>
        public required string Participant { get; init; }

        /// <summary>The sequence number that <see cref="Snapshot"/> includes; the next event has the one after it.</summary>
        public required long Seq { get; init; }

        /// <summary>What the session needs from now on.</summary>
        public required SessionInfo Session { get; init; }

        /// <summary>The room.</summary>
        public required RoomSnapshot Snapshot { get; init; }

        /// <summary>
        /// The answer to the request's offer. Left out if there was none, or if no edge of the plan needs the SFU yet:
        /// then the offer is forgotten.
        /// </summary>
        public MediaAnswer? Answer { get; init; }
    }

    /// <summary>You are in the waiting room. <see cref="RoomEvent.Admitted"/> or a closed socket ends the wait.</summary>
    public sealed record Waiting : ServerMessage
    {
        /// <summary>The id of the request.</summary>
        public required long Re { get; init; }

        /// <summary>Your participant id.</summary>
        public required string Participant { get; init; }

        /// <summary>The sequence number of the last event sent to you; the next event has the one after it.</summary>
        public required long Seq { get; init; }

        /// <summary>What the session needs from now on.</summary>
        public required SessionInfo Session { get; init; }
    }

    /// <summary>The session goes on; the events after the client's <c>lastSeq</c> follow.</summary>
    public sealed record Resumed : ServerMessage
    {
        /// <summary>The id of the request.</summary>
        public required long Re { get; init; }

        /// <summary>What the session needs from now on.</summary>
        public required SessionInfo Session { get; init; }

        /// <summary>The answer to the request's offer, as in <see cref="Welcome"/>.</summary>
        public MediaAnswer? Answer { get; init; }
    }

    /// <summary>STUN and TURN servers to use from now on.</summary>
    public sealed record IceServers : ServerMessage
    {
        /// <summary>The id of the request.</summary>
        public required long Re { get; init; }

        /// <summary>The servers.</summary>
        public required IReadOnlyList<IceServerInfo> Servers { get; init; }
    }

    /// <summary>The server's answer; <see cref="Slots"/> follows.</summary>
    public sealed record Negotiated : ServerMessage
    {
        /// <summary>The id of the request.</summary>
        public required long Re { get; init; }

        /// <summary>The answer.</summary>
        public required MediaAnswer Answer { get; init; }
    }

    /// <summary>Done.</summary>
    public sealed record Ok : ServerMessage
    {
        /// <summary>The id of the request.</summary>
        public required long Re { get; init; }
    }

    /// <summary>Not done. The room is as if the request had not been sent.</summary>
    public sealed record Error : ServerMessage
    {
        /// <summary>The id of the request; left out where the message had none that could be read.</summary>
        public long? Re { get; init; }

        /// <summary>What went wrong, for programs.</summary>
        public required ErrorCode Code { get; init; }

        /// <summary>What went wrong, for people.</summary>
        public required string Message { get; init; }

        /// <summary>When trying again makes sense, in milliseconds.</summary>
        public int? RetryAfterMs { get; init; }
    }

    /// <summary>Something happened. Events of a session are numbered without gaps from 1.</summary>
    public sealed record Event : ServerMessage
    {
        /// <summary>The event's number.</summary>
        public required long Seq { get; init; }

        /// <summary>What happened.</summary>
        [JsonPropertyName("event")]
        public required RoomEvent Body { get; init; }
    }

    /// <summary>
    /// What the SFU sends on which slot: the whole of it, and the latest counts. Sent after each negotiation, each change
    /// and each resume.
    /// </summary>
    public sealed record Slots : ServerMessage
    {
        /// <summary>The connection whose slots they are.</summary>
        public required string Connection { get; init; }

        /// <summary>Mid to publication id. A slot that carries nothing is left out.</summary>
        public required IReadOnlyDictionary<string, string> Bound { get; init; }
    }

    /// <summary>
    /// Which spatial layers of one's own publication anybody watches: the others need not be encoded. The latest counts.
    /// Sent on change and after a resume.
    /// </summary>
    public sealed record LayersWanted : ServerMessage
    {
        /// <summary>The client's id of the track.</summary>
        public required string Cid { get; init; }

        /// <summary>The layers, 0 being the smallest; empty: nobody watches.</summary>
        public required IReadOnlyList<int> Layers { get; init; }
    }

    /// <summary>
    /// What one's own pictures are to be sent in over the server's link: of what one can send, what the group can decode.
    /// The latest counts. Sent to who offered with <c>encodes</c>, after the first offer of a connection, on change, and after a
    /// resume.
    /// </summary>
    public sealed record CodecWanted : ServerMessage
    {
        /// <summary>The codec.</summary>
        public required VideoCodec Codec { get; init; }
    }

    /// <summary>Who speaks, among those whose sound goes through the SFU. The latest counts.</summary>
    public sealed record Speaker : ServerMessage
    {
        /// <summary>The participant.</summary>
        public required string Participant { get; init; }
    }

    /// <summary>
    /// The server has too much to do and leaves something out of what it forwards, or no longer. The latest counts. Sent to
    /// everybody whose media goes through the server, on change and after a resume.
    /// </summary>
    public sealed record Load : ServerMessage
    {
        /// <summary>What is left out.</summary>
        public required ShedKind Sheds { get; init; }
    }

    /// <summary>
    /// The server gave a connection up: it heard nothing on it for too long, or what carried it broke down. Make a new one
    /// and offer without <c>connection</c>.
    /// </summary>
    public sealed record ConnectionLost : ServerMessage
    {
        /// <summary>The connection.</summary>
        public required string Connection { get; init; }
    }
}
