using System.Globalization;
using Plenum.WhepAudience;

// One encoder by WHIP and RECEIVERS players by WHEP against a running server, each a whole client over a socket of its
// own that puts packets in order and asks again for what is missing. Ends with 1 if anything was lost for good.
if (args.Length == 0)
{
    Console.Error.WriteLine("usage: Plenum.WhepAudience URL [RECEIVERS] [SECONDS]");
    return 2;
}

var receivers = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100;
var seconds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 60;
using var audience = new Audience(new Uri(args[0]), $"audience-{Environment.ProcessId}", receivers);
await audience.JoinAsync();
for (var left = seconds; left > 0; left -= 10)
{
    await Task.Delay(TimeSpan.FromSeconds(Math.Min(left, 10)));
    Console.WriteLine(audience.Count());
}

await audience.LeaveAsync();
var final = audience.Count();
return final is { Lost: 0, Violations: 0 } && final.Watching == receivers ? 0 : 1;
