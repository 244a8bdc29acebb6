using Microsoft.Extensions.Options;
using Plenum.AspNetCore.Access;
using Plenum.AspNetCore.Hosting;
using Plenum.AspNetCore.Ice;
using Plenum.AspNetCore.Telemetry;

namespace Plenum.AspNetCore.Endpoints.HttpSessions;

/// <summary>What WHIP and WHEP need from around them.</summary>
internal sealed record HttpSessionServices(
    JoinAdmission Admission,
    CrossOrigin CrossOrigin,
    RoomDirectory Rooms,
    ConnectionIds Connections,
    IceServerSource Ice,
    TimeProvider Clock,
    PlenumMetrics Metrics,
    IOptions<PlenumOptions> Options);
