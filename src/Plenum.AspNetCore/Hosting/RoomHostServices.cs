using Microsoft.Extensions.Logging;
using Plenum.AspNetCore.Hosting.Media;
using Plenum.AspNetCore.Telemetry;

namespace Plenum.AspNetCore.Hosting;

/// <summary>What every room's owner needs from around it.</summary>
internal sealed record RoomHostServices(
    TimeProvider Clock, PlenumMetrics Metrics, ILogger Logger, int MailboxCapacity, MediaPlane Media, IEventEncoder Encoder);
