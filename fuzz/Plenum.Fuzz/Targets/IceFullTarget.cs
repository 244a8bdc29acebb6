using Plenum.Rtc;
using Plenum.Rtc.Ice;
using Plenum.Rtc.Ice.Turn;
using Plenum.Rtc.Stun;
using Plenum.Simulation;

namespace Plenum.Fuzz.Targets;

/// <summary>
/// Plays a script against a full agent: raw bytes, authentic garbage, candidates, the passing of time. Answers carry
/// the transaction that the agent has just used, so that what handles them is reached.
/// </summary>
internal sealed class IceFullTarget : FuzzTarget, IDatagramSink
{
    private static readonly IceCredentials Local = new("agent001", "the agent's password 01234");
    private static readonly IceCredentials Remote = new("other001", "the other's password 01234");
    private static readonly byte[] LocalKey = StunKey.ShortTerm(Local.Password);
    private static readonly byte[] RemoteKey = StunKey.ShortTerm(Remote.Password);
    private static readonly TransportAddress Here = TransportAddress.Parse("10.0.0.1:1000");
    private static readonly TransportAddress There = TransportAddress.Parse("10.0.0.2:2000");
    private static readonly TransportAddress Server = TransportAddress.Parse("198.51.100.1:3478");

    private int _sent;
    private StunTransactionId _lastTransaction;
    private TransportPath _lastPath;

    public override string Name => "ice-full";

    public override IReadOnlyList<byte[]> Dictionary => new StunTarget().Dictionary;

    public override IEnumerable<byte[]> Seeds() =>
    [
        FuzzScript.Of([(1, SignedStun.Check(true, false)), (2, [0, 2]), (4, [10]), (2, [0, 2])]),
        FuzzScript.Of([(3, [1]), (4, [2]), (2, [0, 2]), (4, [40]), (2, [0, 3, 0, 9, 0, 4, 0, 0, 4, 87])]),
        FuzzScript.Of([(0, new StunTarget().Seeds().First()), (5, []), (1, SignedStun.Check(false, true))]),
    ];

    public void Send(ReadOnlySpan<byte> datagram, TransportPath path)
    {
        _sent++;
        if (!StunMessage.TryParse(datagram, out var message, out _) || message.Class != StunClass.Request)
            return;
        _lastTransaction = message.TransactionId;
        _lastPath = path;
    }

    public override ulong Run(ReadOnlySpan<byte> input)
    {
        _sent = 0;
        var now = Timestamp.FromMilliseconds(1000);
        var options = new IceAgentOptions { StunServers = [Server], TurnServers = [new TurnServer(Server, "u", "p")] };
        var agent = new IceAgent(options, Local, new SeededRandom(7), this);
        agent.AddLocalAddress(Here, now);
        agent.SetRemoteCredentials(Remote);
        var mark = new Mark();
        foreach (var (operation, argument) in new FuzzScript(input))
        {
            Step(agent, operation, argument, ref now, ref mark);
            mark.Add((ulong)agent.State);
            mark.Add((ulong)agent.Role);
        }

        for (var i = 0; i < 40 && agent.NextDeadline.At != Timestamp.Never; i++)
        {
            now = agent.NextDeadline.At > now ? agent.NextDeadline.At : now;
            agent.Tick(now);
            if (agent.NextDeadline.At <= now - TimeSpan.FromMilliseconds(1))
                throw new InvalidOperationException($"the deadline of {agent.NextDeadline} does not move on at {now} in {agent.State}");
        }

        mark.AddMagnitude(_sent);
        return mark.Value;
    }

    private void Step(IceAgent agent, byte operation, ReadOnlySpan<byte> argument, ref Timestamp now, ref Mark mark)
    {
        switch (operation % 6)
        {
            case 0:
                mark.Add((ulong)agent.Receive(argument, new TransportPath(Here, There), now));
                break;
            case 1:
                var request = SignedStun.From(argument, "agent001:other001", LocalKey, new StunTransactionId(9, 9));
                mark.Add((ulong)agent.Receive(request, new TransportPath(Here, There), now));
                break;
            case 2:
                var response = SignedStun.From(argument, "x", RemoteKey, _lastTransaction);
                mark.Add((ulong)agent.Receive(response, _lastPath, now));
                break;
            case 3:
                agent.AddRemoteCandidate(
                    new IceCandidate
                    {
                        Foundation = "1",
                        Priority = (uint)argument.Length,
                        Address = There.WithPort(2000 + (argument.IsEmpty ? 0 : argument[0])),
                        Type = IceCandidateType.Host,
                    },
                    now);
                break;
            case 4:
                now += TimeSpan.FromMilliseconds(argument.IsEmpty ? 1 : argument[0] * 50);
                agent.Tick(now);
                break;
            default:
                agent.Restart(Local, now);
                agent.SetRemoteCredentials(Remote);
                break;
        }
    }
}
