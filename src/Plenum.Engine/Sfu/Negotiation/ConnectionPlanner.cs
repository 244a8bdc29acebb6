using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Plenum.Media;
using Plenum.Rtc;
using Plenum.Rtc.Sdp;

namespace Plenum.Engine.Sfu.Negotiation;

/// <summary>Answers an offer and works out what is to be forwarded by it. Pure: any thread may call it.</summary>
internal static class ConnectionPlanner
{
    private const string Simulcast = "SIM";

    /// <summary>Answers an offer.</summary>
    /// <param name="offer">The offer.</param>
    /// <param name="policy">What is accepted.</param>
    /// <param name="transport">What we say of our transport.</param>
    /// <param name="current">What is agreed so far; null for the first offer.</param>
    /// <param name="entropy">Where credentials, sources and first numbers come from.</param>
    /// <param name="plan">What is agreed.</param>
    /// <param name="answer">The answer's text.</param>
    /// <param name="problem">Why there is none.</param>
    public static bool TryAnswer(
        ConnectionOffer offer,
        NegotiationPolicy policy,
        LocalTransport transport,
        NegotiatedSession? current,
        IEntropy entropy,
        [NotNullWhen(true)] out ConnectionPlan? plan,
        out string answer,
        out SdpProblem problem)
    {
        plan = null;
        answer = "";
        if (!SessionDescription.TryParse(offer.Sdp, out var description, out problem)
            || !Negotiator.TryAnswer(description, policy, transport, current, entropy, out var agreed, out problem))
        {
            return false;
        }

        var session = agreed.Session;
        plan = new ConnectionPlan(
            offer, session, [.. TracksOf(offer, description, session)], [.. SlotsOf(offer, session, entropy)]);
        answer = agreed.Description.ToString();
        return true;
    }

    private static IEnumerable<PlannedTrack> TracksOf(
        ConnectionOffer offer, SessionDescription description, NegotiatedSession session)
    {
        foreach (var media in session.Media)
        {
            if (IsReceived(media) && offer.Tracks.TryGetValue(media.Mid, out var track) && Fits(media, track))
                yield return TrackOf(media, description.Media[media.Index], track);
        }
    }

    private static bool IsReceived(NegotiatedMedia media) =>
        !media.IsRejected && media.Direction.CanReceive() && !media.Codecs.IsEmpty;

    private static bool Fits(NegotiatedMedia media, OfferedTrack track) =>
        media.Kind == MediaKind.Video == track.Source is MediaSource.Camera or MediaSource.Screen;

    private static PlannedTrack TrackOf(NegotiatedMedia media, MediaDescription offered, OfferedTrack track)
    {
        var hasSources = media.ReceiveEncodings.IsEmpty && media.Kind == MediaKind.Video
            && offered.SourceGroups.Any(group => group.Semantics == Simulcast);
        var sources = offered.SourceGroups.FirstOrDefault(group => group.Semantics == Simulcast)?.Sources.Distinct() ?? [];
        return new PlannedTrack(media.Mid, track)
        {
            Formats = CanonicalFormats.SentIn(media),
            Rids = [.. media.ReceiveEncodings.Select(encoding => encoding.Rid)],
            Sources = hasSources ? [.. sources.Take(Plenum.Media.Forwarding.Layer.MaxSpatial)] : [],
        };
    }

    private static IEnumerable<PlannedSlot> SlotsOf(ConnectionOffer offer, NegotiatedSession session, IEntropy entropy)
    {
        var places = new Dictionary<MediaKind, int>();
        foreach (var media in session.Media)
        {
            // Sections that once sent keep their place, as they keep their source (SourceAllocator).
            if (media.IsRejected || media.LocalSource is null || media.Codecs.IsEmpty)
                continue;
            var place = places.GetValueOrDefault(media.Kind);
            places[media.Kind] = place + 1;
            if (media.Direction.CanSend())
                yield return SlotOf(offer, media, place, entropy);
        }
    }

    private static PlannedSlot SlotOf(ConnectionOffer offer, NegotiatedMedia media, int place, IEntropy entropy)
    {
        Span<byte> first = stackalloc byte[6];
        entropy.Fill(first);
        var isVideo = media.Kind == MediaKind.Video;
        var stream = media.ToStreamOptions(history: 0);
        return new PlannedSlot(new SfuSlot(media.Mid, isVideo, place), stream, new SlotOptions
        {
            IsVideo = isVideo,
            Ssrc = stream.Ssrc,
            ClockRate = stream.ClockRate,
            Formats = CanonicalFormats.UnderstoodIn(media),
            Mid = media.Mid,
            FirstSequence = BinaryPrimitives.ReadUInt16BigEndian(first),
            FirstTimestamp = BinaryPrimitives.ReadUInt32BigEndian(first[2..]),
            FollowsSpeakers = offer.FollowsSpeakers,
        });
    }
}
