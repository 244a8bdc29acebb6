using System.Collections.Immutable;

namespace Plenum.Rtc.Sdp;

/// <summary>Reads "a=ssrc" and "a=ssrc-group" as sources of media with their retransmissions.</summary>
internal static class RemoteSources
{
    private const string Retransmission = "FID";
    private const string Simulcast = "SIM";

    public static ImmutableArray<RemoteSource> Of(MediaDescription section)
    {
        var repairs = new Dictionary<Ssrc, Ssrc>();
        foreach (var group in section.SourceGroups.Where(group => group.Semantics == Retransmission))
        {
            if (group.Sources is [var media, var repair])
                repairs.TryAdd(media, repair);
        }

        var layers = section.SourceGroups.FirstOrDefault(group => group.Semantics == Simulcast)?.Sources ?? [];
        var places = layers.Distinct().Select((ssrc, place) => (ssrc, place)).ToDictionary(entry => entry.ssrc, entry => entry.place);
        var repairing = repairs.Values.ToHashSet();
        return
        [
            .. section.Sources
                .Where(source => !repairing.Contains(source.Ssrc))
                .Select(source => new RemoteSource(
                    source.Ssrc, repairs.TryGetValue(source.Ssrc, out var repair) ? repair : null, source.Cname))
                .OrderBy(source => places.GetValueOrDefault(source.Ssrc, int.MaxValue)),
        ];
    }
}
