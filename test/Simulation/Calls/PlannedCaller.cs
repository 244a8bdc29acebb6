using Plenum.AspNetCore.Hosting.Media;
using Plenum.Engine.Sfu;
using Plenum.Rooms;
using Plenum.Rtc;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.OpenSsl;
using Plenum.Rtc.Rtp;
using Plenum.Simulation.Clients;

namespace Plenum.Simulation.Tests.Calls;

/// <summary>
/// A client that does what the plan says: connects to the SFU while there are forward edges, offers slots for them, sends
/// what they name, and reports edges that replace others. Direct links are up a while after their edges came, or fail.
/// </summary>
internal sealed class PlannedCaller : ISimulatedEndpoint, IDisposable
{
    private const int SlotStep = 4;
    private static readonly OpenSslCryptoProvider Crypto = new();
    private static readonly LocalCertificate Certificate = Crypto.GenerateCertificate();
    private static readonly TimeSpan OneWay = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan DirectSetup = TimeSpan.FromMilliseconds(600);

    private readonly PlannedCall _call;
    private readonly Dictionary<Edge, (Timestamp At, long Order)> _edges = [];
    private readonly HashSet<EdgeId> _reported = [];
    private readonly TransportAddress _address;
    private Dictionary<string, PublicationId> _slots = [];
    private uint _layers = uint.MaxValue;
    private long _order;
    private bool _isOffering;
    private bool _mustOffer;
    private int _offeredSlots;
    private bool _isGone;

    public PlannedCaller(PlannedCall call, byte number)
    {
        _call = call;
        Id = ParticipantId.Parse($"p{number:000}");
        _address = TransportAddress.FromIPv4(0x0a00_0000u + number, 5000);
        Client = new SfuClient(new()
        {
            Crypto = Crypto,
            Certificate = Certificate,
            Entropy = call.World.Random.Fork(),
            Sink = new SimulatedSink(call.World.Network),
            WallClock = new NtpClock(new NtpTime(0xE000_0000_0000_0000)),
            Number = number,
        });
        Client.Publish(camera: true, microphone: true);
        call.World.Network.Bind(_address, this);
        call.World.Add(this);
        Client.Ice.AddLocalAddress(_address, call.World.Now);
    }

    public ParticipantId Id { get; }

    public SfuClient Client { get; }

    public ConnectionKey? Connection { get; private set; }

    /// <summary>Whether no direct link to others comes about.</summary>
    public bool IsBehindNat { get; set; }

    public IReadOnlyCollection<Edge> Edges => _edges.Keys;

    public IReadOnlyDictionary<string, PublicationId> Slots => _slots;

    public Timestamp NextDeadline => _isGone ? Timestamp.Never : Client.Peer.NextDeadline.At;

    private Timestamp Now => _call.World.Now;

    /// <summary>The signalling connection; null while there is none.</summary>
    public ConnectionId? Signaling { get; set; }

    public long LastSeq { get; private set; }

    public void Know(RoomReply.Welcome welcome)
    {
        LastSeq = welcome.Seq;
        _edges.Clear();
        foreach (var edge in welcome.Snapshot.Edges)
            _edges.Add(edge, (Now, ++_order));
    }

    public void Hear(long seq, RoomEvent told)
    {
        Assert.Equal(LastSeq + 1, seq);
        LastSeq = seq;
        if (told is not RoomEvent.PlanChanged change)
            return;
        foreach (var edge in _edges.Keys.Where(edge => change.Removed.Contains(edge.Id)).ToList())
            _edges.Remove(edge);
        foreach (var edge in change.Added)
        {
            _edges.Add(edge, (Now, ++_order));
            _reported.Remove(edge.Id);
        }
    }

    public void Hear(MediaNotice notice)
    {
        switch (notice)
        {
            case MediaNotice.Slots slots when slots.Connection == Connection:
                _slots = slots.Bound.ToDictionary();
                break;
            case MediaNotice.LayersWanted wanted when wanted.Cid.Value == "camera":
                _layers = wanted.Layers.Aggregate(0u, (mask, layer) => mask | (1u << layer));
                break;
            case MediaNotice.Closed:
                Assert.Fail($"{Id} lost its connection");
                break;
        }
    }

    /// <summary>Offers where something is missing, and reports what has come up.</summary>
    public void Attend()
    {
        var toMe = _edges.Keys.Where(edge => edge.Via == EdgeVia.Forward && edge.Subscriber == Id).ToList();
        var needed = toMe.GroupBy(edge => SourceOf(edge.Publication)).Select(group => group.Count()).DefaultIfEmpty(0).Max();
        var isForwarded = _edges.Keys.Any(edge => edge.Via == EdgeVia.Forward);
        if (isForwarded && !_isOffering && (_mustOffer || Connection is null || needed > _offeredSlots))
            Offer(needed);
        foreach (var edge in _edges.Keys.Where(edge => edge.Subscriber == Id).ToList())
            Report(edge);
    }

    public void SendFrame()
    {
        if (Client.Camera is not { } camera)
            return;
        camera.Layers = Sends("camera") ? _layers : 0;
        camera.SendFrame(Now);
    }

    public void SendSound()
    {
        if (Sends("microphone"))
            Client.Microphone?.Send(40, Now);
    }

    /// <summary>Whether a publication that comes through the SFU is seen or heard at this moment.</summary>
    public bool Gets(PublicationId publication, byte number, TimeSpan within)
    {
        if (_slots.FirstOrDefault(slot => slot.Value == publication).Key is not { } mid)
            return false;
        if (publication.Cid.Value == "camera")
            return Client.Video[mid] is { } video && video.Publisher == number && Now - video.LastFrameAt < within;
        return Client.Audio[mid] is { } audio && audio.Publisher == number && Now - audio.LastAt < within;
    }

    public void Receive(Span<byte> datagram, TransportAddress source, TransportAddress destination, Timestamp now) =>
        Client.Receive(datagram, new TransportPath(destination, source), now);

    public void Tick(Timestamp now) => Client.Tick(now);

    public void Dispose()
    {
        if (_isGone)
            return;
        _isGone = true;
        _call.World.Remove(this);
        _call.World.Network.Unbind(_address);
        Client.Peer.Close();
    }

    private static string SourceOf(PublicationId publication) => publication.Cid.Value;

    private bool Sends(string cid) =>
        _edges.Keys.Any(edge => edge.Via == EdgeVia.Forward && edge.Publisher == Id && edge.Publication.Cid.Value == cid);

    private void Offer(int needed)
    {
        while (_offeredSlots < needed)
        {
            Client.AddSlots(SlotStep, SlotStep);
            _offeredSlots += SlotStep;
        }

        (_isOffering, _mustOffer) = (true, false);
        var offer = new MediaRequest.Offer(Id, Client.CreateOffer())
        {
            Tracks = new Dictionary<string, Cid> { ["camera"] = Cid.Parse("camera"), ["microphone"] = Cid.Parse("microphone") },
            Connection = Connection,
            Viewport = new(640, 360, IsVisible: true),
        };
        _call.World.After(OneWay, () =>
        {
            if (_isGone || !_call.Callers.Contains(this))
                return;
            var accepted = Assert.IsType<OfferResult.Accepted>(_call.Answer(offer));
            Connection = accepted.Connection;
            _call.World.After(OneWay, () => Take(accepted));
        });
    }

    private void Take(OfferResult.Accepted answer)
    {
        _isOffering = false;
        if (!_isGone)
            Client.TakeAnswer(answer.Sdp, Now);
    }

    private void Report(Edge edge)
    {
        var isRising = _edges.Any(other => other.Key.Publication == edge.Publication && other.Key.Subscriber == Id
            && other.Value.Order < _edges[edge].Order);
        if (_reported.Contains(edge.Id))
            return;
        if (edge.Via == EdgeVia.Direct && Now - _edges[edge].At >= DirectSetup)
            Tell(edge, Links(edge) ? (isRising ? EdgeCondition.Up : null) : EdgeCondition.Failed);
        else if (edge.Via == EdgeVia.Forward && isRising && Gets(edge.Publication, NumberOf(edge.Publisher), TimeSpan.FromSeconds(1)))
            Tell(edge, EdgeCondition.Up);
    }

    private bool Links(Edge edge) =>
        !IsBehindNat && _call.Callers.FirstOrDefault(caller => caller.Id == edge.Publisher) is not { IsBehindNat: true };

    private void Tell(Edge edge, EdgeCondition? condition)
    {
        _reported.Add(edge.Id);
        if (condition is { } known)
            _call.World.After(OneWay, () => Send(edge, known));
    }

    /// <summary>What was lost on the way is told again after the resume.</summary>
    private void Send(Edge edge, EdgeCondition condition)
    {
        if (Signaling is null)
            _reported.Remove(edge.Id);
        else
            _call.Do(this, new RoomCommand.ReportEdge(Id, edge.Id, condition));
    }

    public static byte NumberOf(ParticipantId id) => byte.Parse(id.Value[1..], System.Globalization.CultureInfo.InvariantCulture);
}
