using System.Text.Json.Serialization;

namespace Plenum.Protocol;

/// <summary>What the server sends over the signalling socket: one JSON object per text frame, told by <c>type</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Ping), "ping")]
[JsonDerivedType(typeof(Welcome), "welcome")]
[JsonDerivedType(typeof(Waiting), "waiting")]
[JsonDerivedType(typeof(Resumed), "resumed")]
[JsonDerivedType(typeof(IceServers), "iceServers")]
[JsonDerivedType(typeof(Ok), "ok")]
[JsonDerivedType(typeof(Error), "error")]
[JsonDerivedType(typeof(Event), "event")]
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
    }

    /// <summary>STUN and TURN servers to use from now on.</summary>
    public sealed record IceServers : ServerMessage
    {
        /// <summary>The id of the request.</summary>
        public required long Re { get; init; }

        /// <summary>The servers.</summary>
        public required IReadOnlyList<IceServerInfo> Servers { get; init; }
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
}
