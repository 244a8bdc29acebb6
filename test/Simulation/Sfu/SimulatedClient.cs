using Plenum.Engine.Sfu;
using Plenum.Media;
using Plenum.Rtc;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.OpenSsl;
using Plenum.Rtc.Rtp;
using Plenum.Rtc.Sdp;
using Plenum.Simulation.Clients;

namespace Plenum.Simulation.Tests.Sfu;

/// <summary>A client in the simulated network, with its place in a room.</summary>
internal sealed class SimulatedClient : ISimulatedEndpoint
{
    private static readonly OpenSslCryptoProvider Crypto = new();
    private static readonly LocalCertificate Certificate = Crypto.GenerateCertificate();
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly SimulatedWorld _world;
    private readonly SfuRoom _room;
    private Timestamp _lookAt;
    private bool _isGone;

    public SimulatedClient(SimulatedWorld world, SfuRoom room, byte number, NegotiationPolicy? policy)
    {
        _world = world;
        _room = room;
        Address = TransportAddress.FromIPv4(0x0a00_0000u + number, 5000);
        Client = new SfuClient(new()
        {
            Crypto = Crypto,
            Certificate = Certificate,
            Entropy = world.Random.Fork(),
            Sink = new SimulatedSink(world.Network),
            WallClock = new NtpClock(new NtpTime(0xE000_0000_0000_0000)),
            Number = number,
        }, policy);
        Camera = new($"camera-{number}");
        world.Network.Bind(Address, this);
        world.Add(this);
        Client.Ice.AddLocalAddress(Address, world.Now);
    }

    public SfuClient Client { get; }

    public TransportAddress Address { get; }

    public byte Number => Client.Number;

    public ConnectionKey Connection { get; private set; }

    public PublicationKey Camera { get; set; }

    public PublicationKey Microphone => new($"microphone-{Number}");

    /// <summary>Whether its offers name what it sends.</summary>
    public bool NamesTracks { get; init; } = true;

    /// <summary>In which sections it sends its camera.</summary>
    public IReadOnlyList<string> CameraSections { get; set; } = ["camera"];

    /// <summary>What each video slot is to show, by mid; for the test's own use.</summary>
    public Dictionary<string, byte> Wanted { get; } = [];

    public Timestamp NextDeadline => _isGone ? Timestamp.Never : Timestamp.Min(Client.Peer.NextDeadline.At, _lookAt);

    /// <summary>Offers what it has, and takes the answer.</summary>
    public void Negotiate(bool restartsIce = false, bool followsSpeakers = false)
    {
        var answer = _room.Connect(new ConnectionOffer
        {
            Participant = new($"participant-{Number}"),
            Connection = Connection.Value is null ? null : Connection,
            FollowsSpeakers = followsSpeakers,
            Sdp = Client.CreateOffer(restartsIce),
            Tracks = NamesTracks ? Tracks() : new Dictionary<string, OfferedTrack>(),
        });
        var accepted = Assert.IsType<SfuAnswer.Accepted>(answer);
        Connection = accepted.Connection;
        Client.TakeAnswer(accepted.Sdp, _world.Now);
    }

    private Dictionary<string, OfferedTrack> Tracks()
    {
        var tracks = CameraSections.ToDictionary(mid => mid, _ => new OfferedTrack(Camera, MediaSource.Camera, 1280, 720) { Layers = 1 });
        tracks.Add("microphone", new(Microphone, MediaSource.Microphone));
        return tracks;
    }

    public void Receive(Span<byte> datagram, TransportAddress source, TransportAddress destination, Timestamp now) =>
        Client.Receive(datagram, new TransportPath(destination, source), now);

    public void Tick(Timestamp now)
    {
        if (_lookAt <= now)
            _lookAt = now + Patience;
        Client.Tick(now);
    }

    public void Leave()
    {
        Client.Peer.Close();
        _isGone = true;
        _world.Remove(this);
        _world.Network.Unbind(Address);
    }
}
