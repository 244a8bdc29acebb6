using System.Collections.Immutable;
using System.Globalization;
using Plenum.Rtc.Sdp;

namespace Plenum.Client.Link;

/// <summary>
/// The media sections of a connection: they only grow (RFC 8829). A section whose track is gone is taken by the next one
/// of its kind; slots grow in steps, so that somebody's join costs no negotiation.
/// </summary>
/// <param name="Sections">All of them, in the order of the offer.</param>
internal sealed record LinkSections(ImmutableArray<LinkSection> Sections)
{
    private const int MaxSlots = 100;

    private static readonly int[] Steps = [4, 8, 12, 16, 24, 32, 48, 64, MaxSlots];

    /// <summary>None.</summary>
    public static LinkSections Empty { get; } = new(ImmutableArray<LinkSection>.Empty);

    /// <summary>What is sent where, by mid.</summary>
    public ImmutableDictionary<string, LocalTrack> Tracks => Sections
        .Where(section => section.Track is not null)
        .ToImmutableDictionary(section => section.Mid, section => section.Track!);

    /// <summary>As they are offered.</summary>
    public ImmutableArray<OfferedMedia> Offered =>
        [.. Sections.Select(section => new OfferedMedia(section.Kind, section.Mid, section.Direction))];

    /// <summary>The sections that are needed now; the same value if these do.</summary>
    /// <param name="demand">What has to be carried.</param>
    /// <param name="fewestSlots">The fewest slots of each kind.</param>
    public LinkSections Fit(LinkDemand demand, int fewestSlots)
    {
        var fitted = Sections.ToList();
        for (var index = 0; index < fitted.Count; index++)
        {
            if (fitted[index].Track is { } track && !demand.Tracks.Contains(track))
                fitted[index] = fitted[index] with { Track = null };
        }

        foreach (var track in demand.Tracks.Where(track => fitted.TrueForAll(section => section.Track != track)))
            Place(fitted, track);
        AddSlots(fitted, MediaKind.Audio, SlotsFor(demand.AudioSlots, fewestSlots));
        AddSlots(fitted, MediaKind.Video, SlotsFor(demand.VideoSlots, fewestSlots));
        return fitted.SequenceEqual(Sections) ? this : new([.. fitted]);
    }

    private static void Place(List<LinkSection> sections, LocalTrack track)
    {
        var kind = Codecs.KindOf(track.Source);
        var free = sections.FindIndex(section => !section.IsSlot && section.Track is null && section.Kind == kind);
        if (free >= 0)
            sections[free] = sections[free] with { Track = track };
        else
            sections.Add(new(MidOf(sections.Count), kind, IsSlot: false, track));
    }

    private static int SlotsFor(int needed, int fewest) =>
        needed <= fewest ? fewest : Steps.FirstOrDefault(step => step >= needed, MaxSlots);

    private static void AddSlots(List<LinkSection> sections, MediaKind kind, int count)
    {
        for (var have = sections.Count(section => section.IsSlot && section.Kind == kind); have < count; have++)
            sections.Add(new(MidOf(sections.Count), kind, IsSlot: true, null));
    }

    private static string MidOf(int index) => index.ToString(CultureInfo.InvariantCulture);
}
