namespace Plenum.Simulation.Tests.Sfu;

/// <summary>A call and the dice.</summary>
internal sealed class SimulatedRun : IDisposable
{
    private const int MostCameras = 5;
    private static readonly int[] Heights = [0, 90, 180, 360, 720];
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly SimulatedCall _call;
    private readonly SeededRandom _random;
    private readonly BudgetWatch _budget;
    private readonly int _most;
    private readonly int _slots;

    public SimulatedRun(int seed, LinkProfile profile, int clients, int slots, int shards = 1, int perShard = 64)
    {
        _call = new SimulatedCall(seed, profile, shards: shards, perShard: perShard);
        _random = _call.World.Random.Fork();
        _budget = new BudgetWatch(_call);
        _most = clients;
        _slots = slots;
        for (var count = 0; count < clients; count++)
            Join();
    }

    public void Play(TimeSpan span)
    {
        for (var passed = TimeSpan.Zero; passed < span; passed += Step)
        {
            Disturb();
            Pass();
        }
    }

    /// <summary>Leaves everybody in peace; at the end everybody sees what was chosen, as large as there is room for.</summary>
    public void Settle(TimeSpan span)
    {
        foreach (var client in _call.Clients)
            _call.SetViewports(client, 180);
        for (var passed = TimeSpan.Zero; passed < span; passed += Step)
            Pass();

        var now = _call.World.Now;
        foreach (var client in _call.Clients)
        {
            Assert.True(client.Client.IsConnected, $"client {client.Number} is {client.Client.Peer.State}");
            foreach (var (mid, wanted) in client.Wanted)
            {
                var video = client.Client.Video[mid];
                Assert.True(
                    video.Publisher == wanted && now - video.LastFrameAt < TimeSpan.FromMilliseconds(1000),
                    $"client {client.Number}, {mid}: wanted {wanted}, shows {video.Publisher}, last {video.LastFrameAt} at {now}");
            }
        }
    }

    public void CheckNothingWasLost()
    {
        foreach (var client in _call.Clients)
        {
            Assert.All(client.Client.Video.Values, video => Assert.Equal((0, 0, 0), (video.Lost, video.Paddings, video.Breaks)));
            Assert.All(client.Client.Audio.Values, audio => Assert.Equal(0, audio.Gaps));
        }
    }

    public void Dispose() => _call.Dispose();

    private void Pass()
    {
        _call.RunFor(Step);
        _call.Check();
        _budget.Check();
    }

    private void Disturb()
    {
        var clients = _call.Clients.ToList();
        var client = clients[_random.Next(clients.Count)];
        switch (_random.Next(10))
        {
            case 0 when clients.Count < _most + 2:
                Join();
                break;
            case 1 when clients.Count > 2 && _random.Chance(0.5):
                Leave(client);
                break;
            case 2:
                client.Client.AddSlots(1, 0);
                client.Negotiate();
                break;
            case 3 when client.Client.IsConnected:
                client.Negotiate(restartsIce: true);
                break;
            case 4:
                _call.SetViewports(client, Heights[_random.Next(Heights.Length)]);
                break;
            case 5:
                _call.Speaker = client.Number;
                break;
            default:
                Rebind(client);
                break;
        }
    }

    private void Join()
    {
        var publishes = Cameras().Count < MostCameras;
        var client = _call.Join(publishes, publishes, _slots, 1);
        foreach (var mid in client.Client.Video.Keys)
            Watch(client, mid);
        if (Cameras() is [var first, ..])
            _call.Hear(client, "a0", first);
    }

    private void Leave(SimulatedClient client)
    {
        _call.Leave(client);
        foreach (var other in _call.Clients)
        {
            foreach (var (mid, wanted) in other.Wanted.ToList())
            {
                if (wanted == client.Number)
                    Watch(other, mid);
            }
        }
    }

    private void Rebind(SimulatedClient client)
    {
        var mids = client.Client.Video.Keys.ToList();
        Watch(client, mids[_random.Next(mids.Count)]);
    }

    private void Watch(SimulatedClient viewer, string mid)
    {
        viewer.Wanted.Remove(mid);
        var cameras = Cameras();
        if (cameras.Count > 0)
            _call.Watch(viewer, mid, cameras[_random.Next(cameras.Count)], Heights[1 + _random.Next(Heights.Length - 1)]);
    }

    private List<SimulatedClient> Cameras() => [.. _call.Clients.Where(client => client.Client.Camera is not null)];
}
