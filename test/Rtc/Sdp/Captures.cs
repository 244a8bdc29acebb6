using System.Runtime.CompilerServices;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.Sdp;
using Plenum.Simulation;

namespace Plenum.Rtc.Tests.Sdp;

/// <summary>Real descriptions of real stacks, and what answers them in these tests.</summary>
internal static class Captures
{
    public static readonly LocalTransport Server = new(
        Fingerprint(7), ["candidate:1 1 udp 2130706431 127.0.0.1 7882 typ host"], IsIceLite: true);

    public static readonly LocalTransport Client = new(
        Fingerprint(9), ["candidate:1 1 udp 2130706431 127.0.0.1 40000 typ host"], IsIceLite: false);

    public static string Folder { get; } = Path.Combine(SourceFolder(), "Captures");

    public static TheoryData<string> All() => new(Names("*.sdp"));

    public static TheoryData<string> Offers() => new(Names("*.offer.sdp"));

    /// <summary>A capture with the line ends that the wire has.</summary>
    public static string Read(string name) =>
        File.ReadAllText(Path.Combine(Folder, name)).ReplaceLineEndings("\r\n");

    public static SessionDescription Parse(string text)
    {
        Assert.True(SessionDescription.TryParse(text, out var description, out var problem), problem.ToString());
        return description;
    }

    public static NegotiatedAnswer Answer(
        SessionDescription offer, NegotiationPolicy? policy = null, NegotiatedSession? current = null, ulong seed = 1)
    {
        var entropy = new SeededRandom(seed);
        var done = Negotiator.TryAnswer(
            offer, policy ?? NegotiationPolicy.Default, Server, current, entropy, out var answer, out var problem);
        Assert.True(done, problem.ToString());
        return answer!;
    }

    public static NegotiatedAnswer Answer(string offer, NegotiationPolicy? policy = null) => Answer(Parse(offer), policy);

    public static SdpProblem Refusal(string offer, NegotiatedSession? current = null)
    {
        if (!SessionDescription.TryParse(offer, out var description, out var problem))
            return problem;
        Negotiator.TryAnswer(
            description, NegotiationPolicy.Default, Server, current, new SeededRandom(1), out _, out problem);
        return problem;
    }

    public static CertificateFingerprint Fingerprint(byte seed) =>
        CertificateFingerprint.Of([seed], FingerprintAlgorithm.Sha256);

    private static IEnumerable<string> Names(string pattern) =>
        Directory.GetFiles(Folder, pattern).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
