using Plenum.Rtc.OpenSsl;
using Plenum.Rtc.Srtp;

namespace Plenum.Rtc.Tests.Srtp;

/// <summary>
/// Packets that libsrtp 2.5.0 protected (srtp_protect and srtp_protect_rtcp, one master key per profile): contributing
/// sources, header extensions, an empty payload, a late packet after the sequence number wrapped. Each line of the file
/// is a key, or a packet before and after.
/// </summary>
public sealed class LibSrtpVectorTests
{
    private static readonly OpenSslCryptoProvider Crypto = new();

    public static TheoryData<SrtpProfile> Profiles() => new(Enum.GetValues<SrtpProfile>());

    [Theory]
    [MemberData(nameof(Profiles))]
    public void What_libsrtp_protected_is_opened(SrtpProfile profile)
    {
        var (key, packets) = Read(profile);
        using var inbound = new InboundSrtp(Crypto, profile, Master(profile, key), new SrtpOptions());
        foreach (var (kind, plain, sealedBytes) in packets)
        {
            var isOpen = kind == "rtp"
                ? inbound.TryUnprotectRtp(sealedBytes, out var length, out var reason)
                : inbound.TryUnprotectRtcp(sealedBytes, out length, out reason);

            Assert.True(isOpen, reason.ToString());
            Assert.Equal(plain, sealedBytes[..length]);
        }
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Rtp_is_protected_to_the_same_bytes(SrtpProfile profile)
    {
        var (key, packets) = Read(profile);
        using var outbound = new OutboundSrtp(Crypto, profile, Master(profile, key), new SrtpOptions());
        foreach (var (_, plain, sealedBytes) in packets.Where(packet => packet.Kind == "rtp"))
        {
            var buffer = new byte[plain.Length + outbound.RtpOverhead];
            plain.CopyTo(buffer, 0);

            Assert.True(outbound.TryProtectRtp(buffer, plain.Length, out var length));
            Assert.Equal(sealedBytes, buffer[..length]);
        }
    }

    private static SrtpMasterKey Master(SrtpProfile profile, byte[] key)
    {
        var keyLength = SrtpProfileParameters.Of(profile).KeyLength;
        return new SrtpMasterKey(key.AsSpan(0, keyLength), key.AsSpan(keyLength));
    }

    private static (byte[] Key, List<(string Kind, byte[] Plain, byte[] Sealed)> Packets) Read(SrtpProfile profile)
    {
        using var stream = typeof(LibSrtpVectorTests).Assembly.GetManifestResourceStream("libsrtp2-2.5.0")!;
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var start = Array.FindIndex(lines, line => line.StartsWith($"key {profile} ", StringComparison.Ordinal));
        var packets = lines.Skip(start + 1)
            .TakeWhile(line => !line.StartsWith("key", StringComparison.Ordinal))
            .Select(line => line.Split(' '))
            .Select(parts => (parts[0], Convert.FromHexString(parts[1]), Convert.FromHexString(parts[2])))
            .ToList();
        Assert.Equal(10, packets.Count);
        return (Convert.FromHexString(lines[start].Split(' ')[2]), packets);
    }
}
