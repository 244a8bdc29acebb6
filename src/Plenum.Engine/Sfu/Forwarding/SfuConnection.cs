using Plenum.Engine.Sfu.Negotiation;
using Plenum.Engine.Shards;
using Plenum.Media;
using Plenum.Rtc;
using Plenum.Rtc.Congestion;
using Plenum.Rtc.Peers;
using Plenum.Rtc.Rtp;
using Plenum.Rtc.Sdp;

namespace Plenum.Engine.Sfu.Forwarding;

/// <summary>A client's connection on its shard: the peer, what comes in by it and what goes out.</summary>
internal sealed class SfuConnection(ForwardingRoom room, ShardPeer peer, ConnectionPlan plan, CongestionOptions limits)
{
    /// <summary>
    /// Hardly faster than the path: what waits here lets sound pass, what waits in the path's own queue does not, and is
    /// lost when that is full.
    /// </summary>
    private const double PacingFactor = 1.05;

    /// <summary>By how much an estimate may be too low: an overuse leaves 0.85 of what has arrived.</summary>
    private const double Doubt = 1.2;

    private readonly Dictionary<string, InboundTrack> _tracks = [];
    private readonly Dictionary<string, OutboundLine> _lines = [];
    private readonly PathBudget _budget = new(IsEstimated(plan), limits);
    private SubscriberRates _rates;

    public ForwardingRoom Room => room;

    public ShardPeer Peer => peer;

    public ConnectionKey Key { get; } = plan.Offer.Connection!.Value;

    public ParticipantKey Participant => plan.Offer.Participant;

    /// <summary>Its number as a receiver of the media room.</summary>
    public required SubscriberId Subscriber { get; init; }

    /// <summary>Whether media can be sent: before that nothing is bound, for nobody would get the key frame.</summary>
    public bool IsConnected { get; set; }

    /// <summary>The header extensions agreed so far; the media room reads the same object.</summary>
    public RtpExtensionMap Extensions { get; } = new();

    public Dictionary<string, InboundTrack> Tracks => _tracks;

    public Dictionary<string, OutboundLine> Lines => _lines;

    public Bitrate Budget => _budget.Current;

    /// <summary>Whether the path has shown that it carries no more.</summary>
    public bool IsBudgetProven => _budget.IsProven;

    /// <summary>What spreads its packets over time; null while its path has shown no limit, and all is sent at once.</summary>
    public ConnectionPacing? Pacing { get; private set; }

    public Viewport DefaultViewport => plan.Offer.DefaultViewport;

    /// <summary>How what it watches is shown.</summary>
    public IReadOnlyDictionary<PublicationKey, Viewport> Viewports { get; set; } =
        new Dictionary<PublicationKey, Viewport>();

    /// <summary>Tells the peer what is agreed now.</summary>
    public void Configure(ConnectionPlan agreed, Timestamp now)
    {
        Extensions.AllowsMixedForms = agreed.Extensions.AllowsMixedForms;
        foreach (var kind in Enum.GetValues<RtpExtensionKind>())
            Extensions.TryAdd(agreed.Extensions.IdOf(kind), kind);
        var connection = peer.Peer;
        connection.SetExtensions(Extensions);
        connection.SetReceiveSections(agreed.Session.ToReceiveSections());
        if (agreed.Session.RestartsIce)
            connection.RestartIce(agreed.Session.LocalCredentials, now);
        connection.SetRemote(agreed.Session.ToRemoteTransport(), now);
    }

    /// <summary>The stream of the room that a packet belongs to; null for one that belongs to no publication.</summary>
    public InboundTrack? TrackOf(InboundStream stream) => _tracks.GetValueOrDefault(stream.Section.Mid);

    public Viewport ViewportOf(PublicationKey publication) =>
        Viewports.TryGetValue(publication, out var viewport) ? viewport : DefaultViewport;

    /// <summary>Lets the media room plan for what the path carries, and the peer probe for what it could use.</summary>
    /// <param name="shard">Its shard.</param>
    /// <param name="media">Its room.</param>
    /// <param name="interval">How much time it is for.</param>
    /// <param name="now">The time.</param>
    /// <returns>Whether the peer is due at another time now.</returns>
    public bool UpdateBudget(Shard shard, MediaRoom media, TimeSpan interval, Timestamp now)
    {
        if (_lines.Count == 0 || !IsConnected)
            return false;
        _budget.Update(PathReport.Of(peer.Peer, _rates), now);
        _rates = media.SetBudget(Subscriber, _budget.Current, _budget.IsProven, Pacing?.QueuedBits ?? 0);
        UpdatePacing(shard, _rates.Used, now);
        peer.Peer.SendPadding((int)(_budget.Padding.BitsPerSecond * interval.TotalSeconds / 8), now);
        return peer.Peer.SetDemand(_rates.Wanted);
    }

    /// <summary>Sends a packet when it is due.</summary>
    public void Pace(
        OutboundLine line, ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, bool isRepetition, Timestamp now)
    {
        if (!Pacing!.Take(line, header, payload, isRepetition, now))
            room.Media.Drops.Count(DropReason.PacerQueueFull);
        room.Paced.Note(this);
    }

    /// <summary>Nothing more is sent.</summary>
    public void EndPacing(Timestamp now)
    {
        Pacing?.End(now);
        Pacing = null;
        room.Paced.Note(this);
    }

    private void UpdatePacing(Shard shard, Bitrate used, Timestamp now)
    {
        if (_budget.IsNarrow)
        {
            Pacing ??= new ConnectionPacing(shard, room.Held);
            // An estimate that is too low must not delay what is sent anyway. One that is right must hold: what leaves faster
            // waits in the path's queue, and is lost there.
            var most = _budget.Current * Doubt;
            Pacing.SetRate(Bitrate.Max(_budget.Current * PacingFactor, Bitrate.Min(used, most)), now);
        }
        else if (Pacing is { } pacing)
        {
            pacing.Flush(now);
            Pacing = null;
        }
        else
        {
            return;
        }

        room.Paced.Note(this);
    }

    private static bool IsEstimated(ConnectionPlan plan) => plan.Session.Media.Any(media =>
        media.Direction.CanSend() && (media.Feedback & RtcpFeedbackKinds.TransportWide) != 0);
}
