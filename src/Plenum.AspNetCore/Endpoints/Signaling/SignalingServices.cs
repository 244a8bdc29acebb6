using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Plenum.AspNetCore.Ice;
using Plenum.AspNetCore.Telemetry;

namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>What every signalling session needs from around it.</summary>
internal sealed record SignalingServices(
    RoomEntry Entry,
    SessionInfoSource Sessions,
    IceServerSource Ice,
    IOptions<PlenumOptions> Plenum,
    TimeProvider Clock,
    PlenumMetrics Metrics,
    ILogger<SignalingSession> Logger)
{
    public SignalingOptions Options => Plenum.Value.Signaling;
}
