namespace Plenum.Protocol;

/// <summary>Which request a message replies to.</summary>
public static class Reply
{
    /// <summary>The request's id; null for what is no reply.</summary>
    /// <param name="message">The message.</param>
    public static long? To(ServerMessage message) => message switch
    {
        ServerMessage.Ok ok => ok.Re,
        ServerMessage.Error error => error.Re,
        ServerMessage.Welcome welcome => welcome.Re,
        ServerMessage.Waiting waiting => waiting.Re,
        ServerMessage.Resumed resumed => resumed.Re,
        ServerMessage.IceServers servers => servers.Re,
        ServerMessage.Negotiated negotiated => negotiated.Re,
        _ => null,
    };
}
