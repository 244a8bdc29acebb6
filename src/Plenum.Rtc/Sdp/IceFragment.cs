using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Plenum.Rtc.Sdp;

/// <summary>
/// The ICE part of a description on its own (<c>application/trickle-ice-sdpfrag</c>, RFC 8840, section 9): what WHIP and
/// WHEP exchange after the first offer and answer. All sections share one transport, so one section speaks for it.
/// </summary>
public sealed record IceFragment
{
    /// <summary>The media type.</summary>
    public const string MediaType = "application/trickle-ice-sdpfrag";

    /// <summary>The credentials, candidates and options.</summary>
    public required TransportDescription Transport { get; init; }

    /// <summary>"a=ice-lite".</summary>
    public bool IsIceLite { get; init; }

    /// <summary>"a=group:BUNDLE": the mids; empty when it is not said.</summary>
    public ImmutableArray<string> Bundle { get; init; } = [];

    /// <summary>The section that speaks for the transport: its m-line from the media on; empty when there is none.</summary>
    public string Section { get; init; } = string.Empty;

    /// <summary>The section's mid; empty when it is not said.</summary>
    public string Mid { get; init; } = string.Empty;

    /// <summary>Reads a fragment. One that says neither credentials nor candidates is none.</summary>
    /// <param name="text">The text; lines may end in LF or CRLF.</param>
    /// <param name="fragment">The fragment.</param>
    /// <param name="problem">Why it is none.</param>
    public static bool TryParse(
        ReadOnlySpan<char> text, [NotNullWhen(true)] out IceFragment? fragment, out SdpProblem problem) =>
        new IceFragmentParser().TryParse(text, out fragment, out problem);

    /// <summary>What a description says of its transport: that of its first section that is not rejected.</summary>
    /// <param name="description">An offer or an answer.</param>
    /// <returns>The fragment; null if all sections are rejected.</returns>
    public static IceFragment? Of(SessionDescription description)
    {
        var section = description.Media.FirstOrDefault(media => !media.IsRejected);
        if (section is null)
            return null;
        var transport = description.TransportOf(section);
        return new()
        {
            Transport = new()
            {
                UserFragment = transport.UserFragment,
                Password = transport.Password,
                IceOptions = transport.IceOptions,
                Candidates = transport.Candidates,
                HasAllCandidates = transport.HasAllCandidates,
            },
            IsIceLite = description.IsIceLite,
            Bundle = description.BundleGroups.FirstOrDefault([]),
            Section = $"{section.Media} {section.Port} {section.Protocol} {string.Join(' ', section.Formats)}",
            Mid = section.Mid,
        };
    }

    /// <summary>
    /// The description that would be sent if this were a full one: the same media over a transport with the fragment's
    /// credentials and candidates (RFC 9725, section 4.3.3: all else still applies after a restart).
    /// </summary>
    /// <param name="description">The description that the fragment adds to.</param>
    public SessionDescription Over(SessionDescription description)
    {
        var tagged = description.BundleGroups.FirstOrDefault([]).FirstOrDefault(description.Media.FirstOrDefault()?.Mid);
        return description with
        {
            Transport = Replace(description.Transport, isTagged: false),
            Media = [.. description.Media.Select(section => section with
            {
                Transport = Replace(section.Transport, section.Mid == tagged),
            })],
        };
    }

    /// <summary>The text, with CRLF.</summary>
    public override string ToString() => SdpWriter.Write(this);

    /// <summary>Credentials stand where they stood; candidates at the tagged section alone.</summary>
    private TransportDescription Replace(TransportDescription transport, bool isTagged) => transport with
    {
        UserFragment = transport.UserFragment.Length > 0 ? Transport.UserFragment : string.Empty,
        Password = transport.Password.Length > 0 ? Transport.Password : string.Empty,
        Candidates = isTagged ? Transport.Candidates : [],
        HasAllCandidates = isTagged && Transport.HasAllCandidates,
    };
}
