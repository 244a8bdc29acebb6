using Plenum.Rtc.OpenSsl;
using Plenum.Rtc.Srtp;

namespace Plenum.Rtc.Tests.Srtp;

/// <summary>The test vectors of RFC 3711, appendix B, and RFC 7714, sections 16 and 17.</summary>
public sealed class SrtpVectorTests
{
    private const string Key128 = "000102030405060708090a0b0c0d0e0f";
    private const string Key256 = Key128 + "101112131415161718191a1b1c1d1e1f";
    private const string GcmSalt = "517569642070726f2071756f";

    private const string Rtp =
        "8040f17b8041f8d35501a0b247616c6c696120657374206f6d6e697320646976"
        + "69736120696e207061727465732074726573";

    private const string Rtcp =
        "81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61"
        + "deadbeefdeadbeefdeadbeefdeadbeefdeadbeef";

    private const string Srtp128 =
        "8040f17b8041f8d35501a0b2f24de3a3fb34de6cacba861c9d7e4bcabe633bd5"
        + "0d294e6f42a5f47a51c7d19b36de3adf8833899d7f27beb16a9152cf765ee4390cce";

    private const string Srtp256 =
        "8040f17b8041f8d35501a0b232b1de78a822fe12ef9f78fa332e33aab1801238"
        + "9a58e2f3b50b2a0276ffae0f1ba63799b87b7aa3db36dfffd6b0f9bb7878d7a76c13";

    private const string Srtcp128 =
        "81c8000d4d61727363e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32d"
        + "c676a5f1730d6fda4ce09b4686303ded0bb9275bc84aa45896cf4d2fc5abf87245d9eade800005d4";

    private const string Srtcp256 =
        "81c8000d4d617273d50ae4d1f5ce5d304ba297e47d470c282c3ece5dbffe0a50"
        + "a2eaa5c1110555be8415f658c61de0476f1b6fad1d1eb30c4446839f57ff6f6cb26ac3be800005d4";

    private const uint RtcpIndex = 0x5D4;

    private static readonly OpenSslCryptoProvider Crypto = new();

    [Theory]
    [InlineData(Key128, Srtp128)] // Sections 16.1.1 and 16.1.2
    [InlineData(Key256, Srtp256)] // Sections 16.2.1 and 16.2.2
    public void Rtp_is_protected_and_unprotected_as_in_rfc7714_section_16(string key, string expected)
    {
        using var outbound = Outbound(key);
        using var inbound = Inbound(key);
        var buffer = new byte[expected.Length / 2];
        Convert.FromHexString(Rtp).CopyTo(buffer, 0);

        Assert.True(outbound.TryProtectRtp(buffer, Rtp.Length / 2, out var protectedLength));
        Assert.Equal(expected, Hex(buffer.AsSpan(0, protectedLength)));

        Assert.True(inbound.TryUnprotectRtp(buffer, out var length, out _));
        Assert.Equal(Rtp, Hex(buffer.AsSpan(0, length)));
    }

    [Theory]
    [InlineData(Key128, "22493f82d2bce397e9d79e3b19aa4216")] // Sections 16.1.3 and 16.1.4
    [InlineData(Key256, "a866d5910f887463067ceefec45215d4")] // Sections 16.2.3 and 16.2.4
    public void Rtp_is_tagged_without_encryption_as_in_rfc7714_section_16(string key, string tag)
    {
        using var transform = Gcm(key);
        Span<byte> iv = stackalloc byte[SrtpTransform.MaxIvLength];
        var vector = transform.WriteIv(iv, 0x5501A0B2, 0xF17B);
        var destination = new byte[16];

        transform.Cipher.Seal(vector, Convert.FromHexString(Rtp), [], [], destination);

        Assert.Equal("51753c6580c2726f20718414", Hex(vector));
        Assert.Equal(tag, Hex(destination));
        Assert.True(transform.Cipher.TryOpen(vector, Convert.FromHexString(Rtp), destination, [], []));
    }

    [Theory]
    [InlineData(Key128, Srtcp128)] // Section 17.1
    [InlineData(Key256, Srtcp256)] // Section 17.2
    public void Rtcp_is_protected_and_unprotected_as_in_rfc7714_section_17(string key, string expected)
    {
        using var outbound = Outbound(key);
        using var inbound = Inbound(key);
        var buffer = new byte[expected.Length / 2];
        var protectedLength = 0;
        for (var index = 0u; index <= RtcpIndex; index++)
        {
            Convert.FromHexString(Rtcp).CopyTo(buffer, 0);
            Assert.True(outbound.TryProtectRtcp(buffer, Rtcp.Length / 2, out protectedLength));
        }

        Assert.Equal(expected, Hex(buffer.AsSpan(0, protectedLength)));

        Assert.True(inbound.TryUnprotectRtcp(buffer, out var length, out _));
        Assert.Equal(Rtcp, Hex(buffer.AsSpan(0, length)));
    }

    [Theory]
    [InlineData(Key128, "841dd9683dd78ec92ae58790125f62b3")] // Section 17.3
    [InlineData(Key256, "91db4afbfeee5a978fab4393ed2615fe")] // Section 17.4
    public void Rtcp_that_is_only_tagged_is_verified_as_in_rfc7714_section_17(string key, string tag)
    {
        using var inbound = Inbound(key);
        var packet = Convert.FromHexString(Rtcp + tag + "000005d4");

        Assert.True(inbound.TryUnprotectRtcp(packet, out var length, out _));

        Assert.Equal(Rtcp, Hex(packet.AsSpan(0, length)));
    }

    [Fact]
    public void The_keystream_is_that_of_rfc3711_appendix_b2()
    {
        const int Blocks = 65282;
        using var cipher = Crypto.CreateAesCounterHmacSha1(
            Convert.FromHexString("2B7E151628AED2A6ABF7158809CF4F3C"), new byte[20], tagLength: 10);
        using var transform = new SrtpTransform(cipher, Convert.FromHexString("F0F1F2F3F4F5F6F7F8F9FAFBFCFD"), false);
        Span<byte> iv = stackalloc byte[SrtpTransform.MaxIvLength];
        var keystream = new byte[(Blocks * 16) + 10];

        cipher.Seal(transform.WriteIv(iv, 0, 0), [], new byte[Blocks * 16], [], keystream);

        Assert.Equal("e03ead0935c95e80e166b16dd92b4eb4", Block(keystream, 0));
        Assert.Equal("d23513162b02d0f72a43a2fe4a5f97ab", Block(keystream, 1));
        Assert.Equal("41e95b3bb0a2e8dd477901e4fca894c0", Block(keystream, 2));
        Assert.Equal("ec8cdf7398607cb0f2d21675ea9ea1e4", Block(keystream, 0xFEFF));
        Assert.Equal("362b7c3c6773516318a077d7fc5073ae", Block(keystream, 0xFF00));
        Assert.Equal("6a2cc3787889374fbeb4c81b17ba6c44", Block(keystream, 0xFF01));
    }

    [Fact]
    public void Keys_are_derived_as_in_rfc3711_appendix_b3()
    {
        Assert.Equal("c61e7a93744f39ee10734afe3ff7a087", Derive(SrtpKeyLabel.RtpEncryption, 16));
        Assert.Equal("30cbbc08863d8c85d49db34a9ae1", Derive(SrtpKeyLabel.RtpSalt, 14));
        Assert.Equal(
            "cebe321f6ff7716b6fd4ab49af256a156d38baa48f0a0acf3c34e2359e6cdbce"
            + "e049646c43d9327ad175578ef72270986371c10c9a369ac2f94a8c5fbcdddc25"
            + "6d6e919a48b610ef17c2041e474035766b68642c59bbfc2f34db60dbdfb2",
            Derive(SrtpKeyLabel.RtpAuthentication, 94));
    }

    private static string Derive(SrtpKeyLabel label, int length)
    {
        var key = new byte[length];
        using var keys = new SrtpKeyDerivation(
            Convert.FromHexString("E1F97A0D3E018BE0D64FA32C06DE4139"), Convert.FromHexString("0EC675AD498AFEEBB6960B3AABE6"));
        keys.Derive(label, key);
        return Hex(key);
    }

    private static OutboundSrtp Outbound(string key) => new(Gcm(key), Gcm(key), new SrtpOptions());

    private static InboundSrtp Inbound(string key) => new(Gcm(key), Gcm(key), new SrtpOptions());

    private static SrtpTransform Gcm(string key) =>
        new(Crypto.CreateAesGcm(Convert.FromHexString(key)), Convert.FromHexString(GcmSalt), isAead: true);

    private static string Block(byte[] keystream, int number) => Hex(keystream.AsSpan(number * 16, 16));

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);
}
