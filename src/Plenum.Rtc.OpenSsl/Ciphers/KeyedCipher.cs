using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Plenum.Rtc.OpenSsl.Interop;

namespace Plenum.Rtc.OpenSsl.Ciphers;

/// <summary>An EVP cipher that keeps its key; each packet only sets the vector.</summary>
internal sealed unsafe class KeyedCipher : IDisposable
{
    private readonly CipherContextHandle _handle;
    private readonly nint _context;

    public KeyedCipher(nint cipher, ReadOnlySpan<byte> key)
    {
        _handle = LibCrypto.EVP_CIPHER_CTX_new();
        OpenSslError.ThrowUnless(!_handle.IsInvalid, nameof(LibCrypto.EVP_CIPHER_CTX_new));
        _context = _handle.DangerousGetHandle();
        fixed (byte* keyPointer = key)
        {
            var result = LibCrypto.EVP_CipherInit_ex(_context, cipher, 0, keyPointer, null, 1);
            OpenSslError.ThrowUnless(result == 1, nameof(LibCrypto.EVP_CipherInit_ex));
        }
    }

    public void Prefetch(int level)
    {
        if (level == 0)
        {
            Rtc.Prefetch.Object(this);
        }
        else
        {
            Rtc.Prefetch.Object(_handle);
            Rtc.Prefetch.At(ref *(byte*)_context, 4);
        }
    }

    public void Begin(ReadOnlySpan<byte> iv, bool encrypt)
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        fixed (byte* pointer = iv)
            Check(LibCrypto.EVP_CipherInit_ex(_context, 0, 0, null, pointer, encrypt ? 1 : 0));
    }

    public void Authenticate(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
            return;

        int written;
        fixed (byte* pointer = data)
            Check(LibCrypto.EVP_CipherUpdate(_context, null, &written, pointer, data.Length));
    }

    public void Transform(ReadOnlySpan<byte> input, Span<byte> output)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(output.Length, input.Length);
        if (input.IsEmpty)
            return;

        int written;
        fixed (byte* source = input)
        fixed (byte* destination = output)
            Check(LibCrypto.EVP_CipherUpdate(_context, destination, &written, source, input.Length));
    }

    public void FinishWithTag(Span<byte> tag)
    {
        int written;
        fixed (byte* pointer = tag)
        {
            Check(LibCrypto.EVP_CipherFinal_ex(_context, pointer, &written));
            Check(LibCrypto.EVP_CIPHER_CTX_ctrl(_context, LibCrypto.CipherCtrlGetTag, tag.Length, pointer));
        }
    }

    public bool TryFinishWithTag(ReadOnlySpan<byte> tag)
    {
        int written;
        byte unused;
        fixed (byte* pointer = tag)
            Check(LibCrypto.EVP_CIPHER_CTX_ctrl(_context, LibCrypto.CipherCtrlSetTag, tag.Length, pointer));
        var result = LibCrypto.EVP_CipherFinal_ex(_context, &unused, &written);
        GC.KeepAlive(this);
        return result == 1;
    }

    public void Dispose() => _handle.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Check(int result)
    {
        GC.KeepAlive(this);
        if (result != 1)
            throw new CryptographicException("OpenSSL refused a cipher operation");
    }
}
