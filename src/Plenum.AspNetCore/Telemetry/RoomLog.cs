using Microsoft.Extensions.Logging;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Telemetry;

/// <summary>What is worth a line about rooms.</summary>
internal static partial class RoomLog
{
    [LoggerMessage(1001, LogLevel.Debug, "Room {Room} opened")]
    public static partial void Opened(ILogger logger, string room);

    [LoggerMessage(1002, LogLevel.Debug, "Room {Room} closed: {Reason}")]
    public static partial void Closed(ILogger logger, string room, RoomClosedReason reason);

    [LoggerMessage(1003, LogLevel.Error, "Room {Room} broke down and was ended; this is a bug")]
    public static partial void BrokeDown(ILogger logger, Exception exception, string room);

    [LoggerMessage(1004, LogLevel.Warning, "No room could be opened: {Limit} rooms are open, the limit (Plenum:Rooms:MaxRooms)")]
    public static partial void TooManyRooms(ILogger logger, int limit);

    [LoggerMessage(1005, LogLevel.Error, "The application's IRoomRule failed for room {Room}, or allows what no room can")]
    public static partial void RuleFailed(ILogger logger, Exception exception, string room);
}
