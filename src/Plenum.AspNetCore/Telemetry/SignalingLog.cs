using Microsoft.Extensions.Logging;
using Plenum.AspNetCore.Endpoints.Signaling;

namespace Plenum.AspNetCore.Telemetry;

/// <summary>What is worth a line about signalling sockets. Hostile clients cannot fill the log: they are counted.</summary>
internal static partial class SignalingLog
{
    [LoggerMessage(2001, LogLevel.Debug, "Socket {Connection} from {Address} opened")]
    public static partial void Opened(ILogger logger, long connection, string address);

    [LoggerMessage(2002, LogLevel.Debug, "Socket {Connection} closed: {Code} {Reason}")]
    public static partial void Closed(ILogger logger, long connection, int code, string reason);

    [LoggerMessage(2003, LogLevel.Debug, "Socket {Connection} was lost")]
    public static partial void Lost(ILogger logger, long connection);

    [LoggerMessage(2004, LogLevel.Error, "Socket {Connection} broke down and was closed; this is a bug")]
    public static partial void BrokeDown(ILogger logger, Exception exception, long connection);

    [LoggerMessage(2005, LogLevel.Debug, "Socket from {Address} refused: {Reason}")]
    public static partial void Refused(ILogger logger, string address, SocketRefusal reason);
}
