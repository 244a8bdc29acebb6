using Microsoft.Extensions.Logging;

namespace Plenum.AspNetCore.Telemetry;

/// <summary>What is worth a line about media.</summary>
internal static partial class MediaLog
{
    [LoggerMessage(3001, LogLevel.Error, "Shard {Shard} broke down on room '{Room}' and ended what it worked on; this is a bug")]
    public static partial void BrokeDown(ILogger logger, Exception exception, string shard, string room);
}
