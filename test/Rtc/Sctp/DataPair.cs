using Plenum.Rtc.Dtls;
using Plenum.Rtc.Sctp;
using Plenum.Simulation;

namespace Plenum.Rtc.Tests.Sctp;

/// <summary>Two data transports and the network between them.</summary>
internal sealed class DataPair
{
    public DataPair(int seed = 1, LinkProfile? profile = null, SctpOptions? client = null, SctpOptions? server = null, bool echoes = false)
    {
        World = new SimulatedWorld(seed);
        World.Network.DefaultProfile = profile ?? LinkProfile.RoundTrip(20);
        Client = new DataEndpoint(World, client ?? Options, DtlsRole.Client, 1, 2);
        Server = new DataEndpoint(World, server ?? Options, DtlsRole.Server, 2, 1) { Echoes = echoes };
    }

    public static SctpOptions Options { get; } = new() { RemoteMaxMessageLength = 262_144 };

    public SimulatedWorld World { get; }

    public DataEndpoint Client { get; }

    public DataEndpoint Server { get; }

    public bool AreOpen => Client.Transport.State == SctpState.Established && Server.Transport.State == SctpState.Established;

    /// <summary>Starts both sides, as browsers do, and waits until both are open.</summary>
    public DataPair Connect()
    {
        Client.Transport.Start(World.Now);
        Server.Transport.Start(World.Now);
        Until(() => AreOpen);
        return this;
    }

    public void Until(Func<bool> condition, double seconds = 60) =>
        Assert.True(World.RunUntil(condition, TimeSpan.FromSeconds(seconds)), $"not within {seconds} s: {Client.Transport.State} and {Server.Transport.State}");

    /// <summary>The channel as the server sees it.</summary>
    public DataChannel AtServer(DataChannel channel)
    {
        Until(() => Server.Transport.Channels.Any(other => other.Id == channel.Id));
        return Server.Transport.Channels.Single(other => other.Id == channel.Id);
    }
}
