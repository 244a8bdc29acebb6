using System.Diagnostics;

namespace Plenum.AspNetCore;

/// <summary>The names under which an application collects what Plenum measures.</summary>
public static class PlenumTelemetry
{
    /// <summary>The name of the meter (<c>AddMeter</c>) and of the activity source (<c>AddSource</c>).</summary>
    public const string Name = "Plenum";

    internal static readonly string Version = typeof(PlenumTelemetry).Assembly.GetName().Version!.ToString(3);

    internal static readonly ActivitySource Activities = new(Name, Version);
}
