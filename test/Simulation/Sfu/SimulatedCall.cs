using Plenum.Engine.Sfu;
using Plenum.Engine.Sfu.Forwarding;
using Plenum.Media;
using Plenum.Rtc;
using Plenum.Rtc.Sdp;

namespace Plenum.Simulation.Tests.Sfu;

/// <summary>A call over a simulated SFU: clients that join, publish, watch and leave, and what must hold meanwhile.</summary>
internal sealed class SimulatedCall : IDisposable
{
    private readonly Dictionary<byte, SimulatedClient> _clients = [];
    private byte _lastNumber;

    /// <param name="seed">The dice.</param>
    /// <param name="profile">The links.</param>
    /// <param name="framesPerSecond">Of all cameras.</param>
    /// <param name="shards">How many the room may come to.</param>
    /// <param name="perShard">How many connections it has on one before it comes to the next.</param>
    public SimulatedCall(
        int seed, LinkProfile? profile = null, double framesPerSecond = 30, int shards = 1, int perShard = 64)
    {
        World = new SimulatedWorld(seed) { Network = { DefaultProfile = profile ?? LinkProfile.RoundTrip(40) } };
        Sfu = new SimulatedSfu(World, new SfuOptions { RoomConnectionsPerShard = perShard }, shards);
        Room = Sfu.Node.OpenRoom("call", Listener);
        Listener.Heard = FollowLayers;
        World.Every(TimeSpan.FromSeconds(1 / framesPerSecond), SendFrames);
        World.Every(TimeSpan.FromMilliseconds(20), SendAudio);
    }

    public SimulatedWorld World { get; }

    public SimulatedSfu Sfu { get; }

    public SfuRoom Room { get; }

    public RoomListener Listener { get; } = new();

    public IReadOnlyCollection<SimulatedClient> Clients => _clients.Values;

    /// <summary>Who speaks; everybody else is silent.</summary>
    public byte Speaker { get; set; }

    /// <summary>Whether all speak at the same time.</summary>
    public bool IsEverybodySpeaking { get; set; }

    public SimulatedClient Join(
        bool camera = false,
        bool microphone = false,
        int video = 0,
        int audio = 0,
        NegotiationPolicy? policy = null,
        bool followsSpeakers = false,
        PublicationKey? publishesAs = null,
        bool namesTracks = true)
    {
        var client = new SimulatedClient(World, Room, ++_lastNumber, policy) { NamesTracks = namesTracks };
        client.Camera = publishesAs ?? client.Camera;
        client.Client.Publish(camera, microphone);
        client.Client.AddSlots(video, audio);
        client.Negotiate(followsSpeakers: followsSpeakers);
        _clients.Add(client.Number, client);
        return client;
    }

    public void Leave(SimulatedClient client)
    {
        Room.Disconnect(client.Connection);
        _clients.Remove(client.Number);
        // It hears of it, as a browser would.
        World.After(TimeSpan.FromSeconds(1), client.Leave);
    }

    public void Watch(SimulatedClient viewer, string mid, SimulatedClient publisher, int height = 720)
    {
        viewer.Wanted[mid] = publisher.Number;
        Room.Bind(viewer.Connection, mid, publisher.Camera);
        SetViewports(viewer, height);
    }

    /// <summary>All that a viewer watches has this height; 0 hides it.</summary>
    public void SetViewports(SimulatedClient viewer, int height) => Room.SetViewports(
        viewer.Connection,
        _clients.Values.ToDictionary(
            client => client.Camera, _ => new Viewport(height * 16 / 9, height, height > 0)));

    public void Hear(SimulatedClient listener, string mid, SimulatedClient publisher) =>
        Room.Bind(listener.Connection, mid, publisher.Microphone);

    public bool Heard<T>(Func<T, bool> isIt)
        where T : SfuEvent => Listener.Events.OfType<T>().Any(isIt);

    public OutboundLine LineOf(SimulatedClient client, string mid) =>
        BranchOf(client).Connections[client.Connection].Lines[mid];

    /// <summary>The part of the room that a client is in.</summary>
    public ForwardingRoom BranchOf(SimulatedClient client) =>
        Sfu.Rooms.Single(room => room.Connections.ContainsKey(client.Connection));

    public void RunFor(TimeSpan span) => World.RunFor(span);

    /// <summary>What holds at every moment.</summary>
    public void Check()
    {
        Assert.Empty(Sfu.Faults);
        foreach (var client in _clients.Values)
        {
            foreach (var (mid, video) in client.Client.Video)
                Assert.True(video.Violations.Count == 0, $"client {client.Number}, {mid}: {string.Join("; ", video.Violations)}");
            Assert.All(client.Client.Audio.Values, audio => Assert.Equal(0, audio.Repeats));
        }

        foreach (var core in Sfu.Cores)
        {
            var kept = core.Rooms.SelectMany(room => room.Tracks.Kept).SelectMany(track => track.Publication!.Streams)
                .Sum(stream => stream.PacketsKept);
            Assert.Equal(kept, core.Pool.InUse);
            Assert.All(core.Rooms, room => Assert.Equal(0, room.Media.Drops[DropReason.MirrorFull]));
        }
    }

    public void Dispose() => Sfu.Dispose();

    private void SendFrames()
    {
        foreach (var client in _clients.Values)
        {
            client.Client.Camera?.SendFrame(World.Now);
            client.Client.Vp9Camera?.SendFrame(World.Now);
        }
    }

    private void SendAudio()
    {
        foreach (var client in _clients.Values)
            client.Client.Microphone?.Send(IsEverybodySpeaking || client.Number == Speaker ? (byte)20 : (byte)127, World.Now);
    }

    private void FollowLayers(SfuEvent happened)
    {
        if (happened is not SfuEvent.LayersWanted wanted)
            return;
        foreach (var client in _clients.Values)
        {
            if (client.Camera == wanted.Publication && client.Client.Camera is { } camera)
                camera.Layers = wanted.Layers;
        }
    }
}
