namespace Plenum.Rtc.Srtp;

/// <summary>The master key and salt of one direction.</summary>
/// <param name="key">16 or 32 bytes.</param>
/// <param name="salt">14 bytes for AES-CM, 12 for AES-GCM.</param>
public readonly ref struct SrtpMasterKey(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt)
{
    private readonly ReadOnlySpan<byte> _key = key;
    private readonly ReadOnlySpan<byte> _salt = salt;

    internal SrtpKeyDerivation BeginDerivation() => new(_key, _salt);
}
