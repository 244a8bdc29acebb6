using Plenum.Rtc.Crypto;

namespace Plenum.Rtc.Tests.Crypto;

public sealed class CertificateFingerprintTests
{
    private static readonly byte[] Certificate = [1, 2, 3];

    [Theory]
    [InlineData(FingerprintAlgorithm.Sha256)]
    [InlineData(FingerprintAlgorithm.Sha384)]
    [InlineData(FingerprintAlgorithm.Sha512)]
    public void It_reads_what_it_wrote_and_matches_its_certificate(FingerprintAlgorithm algorithm)
    {
        var fingerprint = CertificateFingerprint.Of(Certificate, algorithm);

        Assert.True(CertificateFingerprint.TryParse(fingerprint.ToString(), out var read));

        Assert.Equal(fingerprint, read);
        Assert.True(read.Matches(Certificate));
        Assert.False(read.Matches([1, 2, 4]));
    }

    [Fact]
    public void It_is_written_as_sdp_has_it() => Assert.Equal(
        "sha-256 03:90:58:C6:F2:C0:CB:49:2C:53:3B:0A:4D:14:EF:77:CC:0F:78:AB:CC:CE:D5:28:7D:84:A1:A2:01:1C:FB:81",
        CertificateFingerprint.Of(Certificate, FingerprintAlgorithm.Sha256).ToString());

    [Fact]
    public void Case_does_not_matter()
    {
        var fingerprint = CertificateFingerprint.Of(Certificate, FingerprintAlgorithm.Sha256);
        var text = "SHA-256" + fingerprint.ToString()[7..].ToLowerInvariant();

        Assert.True(CertificateFingerprint.TryParse(text, out var read));
        Assert.Equal(fingerprint, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sha-256")]
    [InlineData("sha-256 ")]
    [InlineData("sha-256 AB:CD")]
    [InlineData("sha-1 A9:99:3E:36:47:06:81:6A:BA:3E:25:71:78:50:C2:6C:9C:D0:D8:9D")]
    [InlineData("sha-256 03:90:58:C6:F2:C0:CB:49:2C:53:3B:0A:4D:14:EF:77:CC:0F:78:AB:CC:CE:D5:28:7D:84:A1:A2:01:1C:FB:8G")]
    [InlineData("sha-256 03-90:58:C6:F2:C0:CB:49:2C:53:3B:0A:4D:14:EF:77:CC:0F:78:AB:CC:CE:D5:28:7D:84:A1:A2:01:1C:FB:81")]
    [InlineData("sha-256 03:90:58:C6:F2:C0:CB:49:2C:53:3B:0A:4D:14:EF:77:CC:0F:78:AB:CC:CE:D5:28:7D:84:A1:A2:01:1C:FB:81:00")]
    public void What_is_no_fingerprint_or_of_a_weak_hash_is_refused(string text) =>
        Assert.False(CertificateFingerprint.TryParse(text, out _));
}
