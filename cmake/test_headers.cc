// Holds the precompiled headers of the tests (spoor.cmake).
