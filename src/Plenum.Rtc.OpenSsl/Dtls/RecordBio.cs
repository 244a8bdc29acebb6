using System.Runtime.InteropServices;
using Plenum.Rtc.OpenSsl.Interop;

namespace Plenum.Rtc.OpenSsl.Dtls;

/// <summary>
/// The BIO through which OpenSSL reads the record at hand and writes records. One method table serves all; a BIO's
/// data is the handle of its handshaker. The callbacks let no exception cross: the handshaker keeps it for its caller.
/// </summary>
internal static unsafe class RecordBio
{
    private const int CtrlFlush = 11;
    private const int CtrlQueryMtu = 40;
    private const int CtrlGetMtu = 41;
    private const int CtrlGetFallbackMtu = 47;
    private const int CtrlGetMtuOverhead = 49;
    private const int UdpAndIpHeaders = 28;

    private static readonly Lazy<nint> Method = new(CreateMethod);

    public static nint Create(nint handshaker)
    {
        var bio = LibCrypto.BIO_new(Method.Value);
        OpenSslError.ThrowUnless(bio != 0, nameof(LibCrypto.BIO_new));
        LibCrypto.BIO_set_data(bio, handshaker);
        LibCrypto.BIO_set_init(bio, 1);
        return bio;
    }

    private static nint CreateMethod()
    {
        var method = LibCrypto.BIO_meth_new(LibCrypto.BIO_get_new_index() | LibCrypto.BioTypeSourceSink, "plenum");
        OpenSslError.ThrowUnless(method != 0, nameof(LibCrypto.BIO_meth_new));
        _ = LibCrypto.BIO_meth_set_read(method, &Read);
        _ = LibCrypto.BIO_meth_set_write(method, &Write);
        _ = LibCrypto.BIO_meth_set_ctrl(method, &Control);
        return method;
    }

    [UnmanagedCallersOnly]
    private static int Read(nint bio, byte* destination, int length)
    {
        LibCrypto.BIO_clear_flags(bio, LibCrypto.BioFlagsRetryRead);
        var handshaker = OpenSslDtlsHandshaker.FromHandle(LibCrypto.BIO_get_data(bio));
        var taken = handshaker?.TakeInput(new Span<byte>(destination, length)) ?? 0;
        if (taken > 0)
            return taken;

        LibCrypto.BIO_set_flags(bio, LibCrypto.BioFlagsRetryRead);
        return -1;
    }

    [UnmanagedCallersOnly]
    private static int Write(nint bio, byte* source, int length)
    {
        var handshaker = OpenSslDtlsHandshaker.FromHandle(LibCrypto.BIO_get_data(bio));
        return handshaker?.PutOutput(new ReadOnlySpan<byte>(source, length)) == true ? length : -1;
    }

    [UnmanagedCallersOnly]
    private static nint Control(nint bio, int command, nint argument, nint pointer) => command switch
    {
        CtrlFlush => 1,
        CtrlQueryMtu or CtrlGetMtu or CtrlGetFallbackMtu =>
            OpenSslDtlsHandshaker.FromHandle(LibCrypto.BIO_get_data(bio))?.MaxDatagramLength ?? 0,
        CtrlGetMtuOverhead => UdpAndIpHeaders,
        _ => 0,
    };
}
