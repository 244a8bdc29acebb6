global using static Plenum.Rooms.RoomCommand;
