using System.Collections.Immutable;
using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Sdp;

/// <summary>Chooses, of the header extensions that the other side has, those that the policy wants; ids stay theirs.</summary>
internal static class ExtensionNegotiation
{
    public static ImmutableArray<NegotiatedExtension> Choose(NegotiationPolicy policy, MediaDescription section)
    {
        var chosen = ImmutableArray.CreateBuilder<NegotiatedExtension>();
        foreach (var offered in section.Extensions)
        {
            var kind = RtpExtensionUris.KindOf(offered.Uri);
            var direction = offered.Direction.Reversed();
            var isWanted = kind != RtpExtensionKind.None && policy.Extensions.Contains(kind);
            var isFree = !chosen.Any(earlier => earlier.Kind == kind || earlier.Id == offered.Id);
            if (isWanted && isFree && direction != MediaDirection.Inactive)
                chosen.Add(new NegotiatedExtension(offered.Id, kind, direction));
        }

        return chosen.DrainToImmutable();
    }

    public static ExtensionDescription Describe(NegotiatedExtension extension) =>
        new(extension.Id, RtpExtensionUris.UriOf(extension.Kind), extension.Direction);

    public static bool Has(this ImmutableArray<NegotiatedExtension> extensions, RtpExtensionKind kind) =>
        extensions.Any(extension => extension.Kind == kind);
}
