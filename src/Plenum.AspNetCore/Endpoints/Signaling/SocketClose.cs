using System.Net.WebSockets;
using Plenum.Protocol;

namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>A close frame: a code of ours or of RFC 6455, and a reason for people.</summary>
/// <param name="Code">The code.</param>
/// <param name="Reason">The reason; at most 123 bytes (RFC 6455, section 5.5).</param>
internal sealed record SocketClose(int Code, string Reason)
{
    /// <summary>The client closed first.</summary>
    public static readonly SocketClose Normal = new((int)WebSocketCloseStatus.NormalClosure, "");

    /// <summary>A bug of the server.</summary>
    public static readonly SocketClose Broken =
        new((int)WebSocketCloseStatus.InternalServerError, "Something broke down in the server. Join again.");

    public static SocketClose For(CloseCode code) => new((int)code, Explain(code));

    private static string Explain(CloseCode code) => code switch
    {
        CloseCode.Left => "You left.",
        CloseCode.ProtocolError => "Too many malformed messages.",
        CloseCode.TooLarge => "A message above the size limit.",
        CloseCode.RateLimited => "Too many messages.",
        CloseCode.JoinTimeout => "No join or resume in time.",
        CloseCode.Replaced => "The session goes on on another socket.",
        CloseCode.Removed => "A host put you out.",
        CloseCode.Denied => "A host turned you away.",
        CloseCode.RoomEnded => "The call was ended for everybody.",
        CloseCode.HeartbeatMissed => "No sign of life.",
        CloseCode.SlowConsumer => "You read too slowly.",
        CloseCode.ServerStopping => "The server stops.",
        _ => "",
    };
}
