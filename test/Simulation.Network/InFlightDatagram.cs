using Plenum.Rtc;

namespace Plenum.Simulation;

internal sealed record InFlightDatagram(byte[] Payload, TransportAddress Source, TransportAddress Destination);
