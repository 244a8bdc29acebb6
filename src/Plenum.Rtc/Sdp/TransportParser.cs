using Plenum.Rtc.Crypto;

namespace Plenum.Rtc.Sdp;

/// <summary>Collects the transport attributes of the session or of one media section.</summary>
internal sealed class TransportParser
{
    private const int ShortestUserFragment = 4;
    private const int ShortestPassword = 22;

    private readonly List<CertificateFingerprint> _fingerprints = [];
    private readonly List<string> _candidates = [];
    private string _userFragment = string.Empty;
    private string _password = string.Empty;
    private string _options = string.Empty;
    private DtlsSetup _setup;
    private bool _hasAllCandidates;

    /// <summary>Takes an attribute; one that is no transport attribute is passed over.</summary>
    public SdpError Read(ReadOnlySpan<char> name, ReadOnlySpan<char> value) => name switch
    {
        "ice-ufrag" => SetOnce(ref _userFragment, value, SdpSyntax.IsIceText(value, ShortestUserFragment)),
        "ice-pwd" => SetOnce(ref _password, value, SdpSyntax.IsIceText(value, ShortestPassword)),
        "ice-options" => SetOnce(ref _options, value, value.Length > 0),
        "setup" => ReadSetup(value),
        "fingerprint" => ReadFingerprint(value),
        "candidate" => ReadCandidate(value),
        "end-of-candidates" => EndCandidates(),
        _ => SdpError.None,
    };

    public TransportDescription Build() => new()
    {
        UserFragment = _userFragment,
        Password = _password,
        IceOptions = _options,
        Setup = _setup,
        Fingerprints = [.. _fingerprints],
        Candidates = [.. _candidates],
        HasAllCandidates = _hasAllCandidates,
    };

    /// <summary>Takes a value that may be said once, or again in the same words.</summary>
    public static SdpError SetOnce(ref string field, ReadOnlySpan<char> value, bool isValid)
    {
        if (!isValid)
            return SdpError.MalformedAttribute;
        if (field.Length > 0 && !value.SequenceEqual(field))
            return SdpError.ContradictoryAttribute;
        if (field.Length == 0)
            field = value.ToString();
        return SdpError.None;
    }

    private SdpError ReadSetup(ReadOnlySpan<char> value)
    {
        var setup = value switch
        {
            "actpass" => DtlsSetup.ActivePassive,
            "active" => DtlsSetup.Active,
            "passive" => DtlsSetup.Passive,
            "holdconn" => DtlsSetup.HoldConnection,
            _ => DtlsSetup.Unspecified,
        };
        if (setup == DtlsSetup.Unspecified)
            return SdpError.MalformedAttribute;
        if (_setup != DtlsSetup.Unspecified && _setup != setup)
            return SdpError.ContradictoryAttribute;
        _setup = setup;
        return SdpError.None;
    }

    private SdpError ReadFingerprint(ReadOnlySpan<char> value)
    {
        if (CertificateFingerprint.TryParse(value, out var fingerprint))
            return AddUpTo(SdpLimits.MaxRepeats, _fingerprints, fingerprint);

        // A hash that is not accepted (MD5, SHA-1) is passed over: an accepted one may stand beside it.
        var isAccepted = value.StartsWith("sha-256 ", StringComparison.OrdinalIgnoreCase)
            || value.StartsWith("sha-384 ", StringComparison.OrdinalIgnoreCase)
            || value.StartsWith("sha-512 ", StringComparison.OrdinalIgnoreCase);
        return isAccepted || value.IsEmpty ? SdpError.MalformedAttribute : SdpError.None;
    }

    private SdpError ReadCandidate(ReadOnlySpan<char> value) =>
        AddUpTo(SdpLimits.MaxRepeats, _candidates, $"candidate:{value}");

    private SdpError EndCandidates()
    {
        _hasAllCandidates = true;
        return SdpError.None;
    }

    private static SdpError AddUpTo<T>(int limit, List<T> list, T item)
    {
        if (list.Count == limit)
            return SdpError.TooManyAttributes;
        list.Add(item);
        return SdpError.None;
    }
}
